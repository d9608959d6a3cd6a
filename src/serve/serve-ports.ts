// What the routes of batches and lists share: the use cases' settings, where lists are kept, and what goes on behind a request. It
// knows no request.

import type { App } from '../app/app.js';
import type { BatchIndex } from '../batch/batch-index.js';
import type { ListStore } from '../lists/list-store.js';
import type { Log } from '../log.js';
import type { BatchStatuses } from './batch-statuses.js';
import type { Behind } from './behind.js';

export interface ServePorts {
  /** With a connection that stays open, so that no request waits for one. */
  readonly app: App;
  readonly lists: ListStore;
  /** All batches in short, to find some of them. */
  readonly index: BatchIndex;
  /** And how those are that are shown. */
  readonly statuses: BatchStatuses;
  readonly log: Log;
  /** Work that outlives its request; waited for when the process stops. */
  readonly behind: Behind;
}
