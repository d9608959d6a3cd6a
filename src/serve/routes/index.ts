// All routes of the interface, each with its subject's own ports. It wires.

import type { Api } from '../serve-env.js';
import type { EventHub } from '../events/event-hub.js';
import type { SignInPorts } from '../sign-in-ports.js';
import type { Uploads } from '../uploads.js';
import { accountRoutes } from './accounts.js';
import { approvalRoutes } from './approval.js';
import { auditRoutes } from './audit.js';
import { budgetRoutes } from './budgets.js';
import { batchOrderRoutes } from './batch-orders.js';
import { batchRoutes } from './batches.js';
import { correctionRoutes } from './corrections.js';
import { deliveryRoutes } from './deliveries.js';
import { eventRoutes } from './events.js';
import { figureRoutes, type FigurePorts } from './figures.js';
import { fileRoutes } from './files.js';
import { historyRoutes, type HistoryPorts } from './history.js';
import { keyRoutes } from './keys.js';
import { listRoutes, type ListRoutePorts } from './lists.js';
import { monthRoutes, type MonthPorts } from './months.js';
import { nightRoutes } from './nights.js';
import { oidcRoutes } from './oidc.js';
import { personRoutes } from './persons.js';
import { priceRoutes } from './prices.js';
import { quoteRoutes } from './quotes.js';
import { receiptRoutes } from './receipts.js';
import { reconciliationRoutes } from './reconciliations.js';
import { retentionRoutes } from './retention.js';
import { rowRoutes, type RowPorts } from './rows.js';
import { scheduleRoutes } from './schedules.js';
import { serviceRoutes } from './service.js';
import { signInRoutes } from './sign-in.js';
import { uploadRoutes } from './uploads.js';
import { userRoutes } from './users.js';
import { webhookRoutes } from './webhooks.js';

export interface RoutePorts extends ListRoutePorts, FigurePorts, HistoryPorts, RowPorts, MonthPorts {
  readonly uploads: Uploads;
  readonly hub: EventHub;
  readonly signIn: SignInPorts;
}

export function allRoutes(ports: RoutePorts): readonly ((api: Api) => void)[] {
  const { app, signIn, index } = ports;
  return [
    (api) => {
      api.use(async ({ req }, next) => {
        await next();
        if (req.method !== 'GET') index.expectChange();
      });
    },
    (api) => {
      signInRoutes(api, signIn);
    },
    (api) => {
      oidcRoutes(api, signIn);
    },
    (api) => {
      serviceRoutes(api, ports);
    },
    (api) => {
      userRoutes(api, app);
    },
    (api) => {
      keyRoutes(api, app);
    },
    (api) => {
      auditRoutes(api, app);
    },
    (api) => {
      listRoutes(api, ports);
    },
    (api) => {
      uploadRoutes(api, ports.uploads);
    },
    (api) => {
      batchRoutes(api, ports);
    },
    (api) => {
      batchOrderRoutes(api, ports);
    },
    (api) => {
      figureRoutes(api, ports);
    },
    (api) => {
      historyRoutes(api, ports);
    },
    (api) => {
      rowRoutes(api, ports);
    },
    (api) => {
      fileRoutes(api, ports);
    },
    (api) => {
      eventRoutes(api, ports.hub);
    },
    (api) => {
      correctionRoutes(api, ports);
    },
    (api) => {
      accountRoutes(api, ports);
    },
    (api) => {
      approvalRoutes(api, ports);
    },
    (api) => {
      scheduleRoutes(api, ports);
    },
    (api) => {
      nightRoutes(api, ports);
    },
    (api) => {
      reconciliationRoutes(api, ports);
    },
    (api) => {
      monthRoutes(api, ports);
    },
    (api) => {
      budgetRoutes(api, ports);
    },
    (api) => {
      priceRoutes(api, ports);
    },
    (api) => {
      quoteRoutes(api, ports);
    },
    (api) => {
      personRoutes(api, ports);
    },
    (api) => {
      receiptRoutes(api, ports);
    },
    (api) => {
      retentionRoutes(api, ports);
    },
    (api) => {
      webhookRoutes(api, ports);
    },
    (api) => {
      deliveryRoutes(api, ports);
    },
  ];
}
