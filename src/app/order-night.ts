// Begins a night of a schedule now, for workers to do. It does not wait for its end.

import { noteNight } from '../schedule/due.js';
import type { Night } from '../schedule/night.js';
import { readSchedule } from '../schedule/record.js';
import type { App } from './app.js';
import { accessFor } from './batch-access.js';
import { schedulePorts } from './schedule-ports.js';

/**
 * @param onNoted called once it is on disk: a worker does it then, whatever becomes of Redis
 * @throws UserError where there is no such schedule
 */
export async function orderNight(app: App, name: string, onNoted: (night: Night) => void): Promise<Night> {
  const schedule = await readSchedule(app.config.dataDir, name);
  const access = await accessFor(app);
  try {
    const ports = schedulePorts(app, access, access.log, new AbortController().signal);
    const night = await noteNight(schedule, ports.nowMs(), 'hand', ports);
    onNoted(night);
    await ports.queue.addNight(name, night.night);
    return night;
  } finally {
    await access.close();
  }
}
