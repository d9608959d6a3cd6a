// What all routes share beside their requests, made once for a process: what is remembered between requests, and what goes on behind
// them. It wires; nothing in it must not be lost.

import { RowIndexes } from '../app/row-indexes.js';
import type { App } from '../app/app.js';
import { CallsByDay } from '../app/calls-by-day.js';
import { Timelines } from '../app/timelines.js';
import { BatchActs } from '../audit/batch-acts.js';
import { BatchIndex } from '../batch/batch-index.js';
import type { ListStore } from '../lists/list-store.js';
import type { Log } from '../log.js';
import { BatchStatuses } from './batch-statuses.js';
import { Behind } from './behind.js';
import { EventHub } from './events/event-hub.js';
import { ListChecks } from './list-checks.js';
import type { RoutePorts } from './routes/index.js';

export function routePorts(app: App, lists: ListStore, log: Log): Omit<RoutePorts, 'uploads' | 'signIn'> {
  const { dataDir } = app.config;
  const index = new BatchIndex(dataDir, (error) => {
    log.warn({ err: error }, 'a batch can’t be read');
  });
  const timelines = new Timelines(dataDir);
  return {
    app,
    lists,
    log,
    behind: new Behind(log),
    hub: new EventHub(app, log),
    checks: new ListChecks(app, lists),
    index,
    statuses: new BatchStatuses(app),
    timelines,
    callsByDay: new CallsByDay(app.config, index, timelines),
    indexes: new RowIndexes(dataDir, (error) => {
      log.warn({ err: error }, 'rows of outcomes could not be indexed');
    }),
    acts: new BatchActs(dataDir),
  };
}
