// All pages, each subject's by its own file, and what browsers load with them. It wires.

import type { Api, ServeContext } from '../serve-env.js';
import { approvalsPages } from './access/approval-routes.js';
import { keysPages, usersPages } from './access/routes.js';
import { assetRoutes } from './assets.js';
import { batchPages } from './batch/routes.js';
import { batchesPages } from './batches/routes.js';
import { comparePages } from './compare/routes.js';
import { listPages } from './lists/routes.js';
import { budgetsPages, pricesPages } from './money/routes.js';
import { monthsPages } from './months/routes.js';
import { Pages, problemAnswer } from './pages.js';
import { personPages } from './persons/routes.js';
import { reconciliationPages } from './reconciliation/routes.js';
import { auditPages, retentionPages } from './record/routes.js';
import { schedulesPages } from './schedules/routes.js';
import { signInPages } from './sign-in/routes.js';
import { welcomePages } from './welcome/routes.js';
import { webhooksPages } from './webhooks/routes.js';

export function pageRoutes(root: Api): void {
  assetRoutes(root);
  const pages = new Pages(root);
  signInPages(pages);
  batchesPages(pages);
  batchPages(pages);
  listPages(pages);
  comparePages(pages);
  welcomePages(pages);
  schedulesPages(pages);
  reconciliationPages(pages);
  monthsPages(pages);
  budgetsPages(pages);
  pricesPages(pages);
  approvalsPages(pages);
  usersPages(pages);
  keysPages(pages);
  webhooksPages(pages);
  auditPages(pages);
  retentionPages(pages);
  personPages(pages);
}

/** A problem of the interface, for who looks at it with a browser. */
export function problemPage(problem: Response, context: ServeContext, root: Api): Promise<Response> {
  return problemAnswer(problem, context, (request, env) => root.fetch(request, env));
}
