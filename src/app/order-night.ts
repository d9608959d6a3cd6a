// Begins a night of a schedule now, for workers to do. It does not wait for its end.

import { beginNight } from '../schedule/due.js';
import type { Night } from '../schedule/night.js';
import { readSchedule } from '../schedule/record.js';
import type { App } from './app.js';
import { accessFor } from './batch-access.js';
import { schedulePorts } from './schedule-ports.js';

/** @throws UserError where there is no such schedule */
export async function orderNight(app: App, name: string): Promise<Night> {
  const schedule = await readSchedule(app.config.dataDir, name);
  const access = await accessFor(app);
  try {
    const ports = schedulePorts(app, access, access.log, new AbortController().signal);
    return await beginNight(schedule, ports.nowMs(), 'hand', ports);
  } finally {
    await access.close();
  }
}
