// How batches are that somebody has found already: asked of Redis where it can be, else what the disk knows.

import type { KnownBatch } from '../batch/recorded-batches.js';
import type { App } from './app.js';
import { lookAt, lookAtRest, type Asked, type BatchStatus } from './batch-status.js';
import { Looker } from './looker.js';

/** A batch that is damaged is left out, and told of. @throws UserError where Redis can't be used */
export async function statusesOf(app: App, batches: readonly KnownBatch[]): Promise<readonly BatchStatus[]> {
  const { tell, config } = app;
  const onDamaged = ({ message }: Error): void => {
    tell({ kind: 'warning', message });
  };
  const asked: Asked = { batches, dataDir: config.dataDir, onDamaged };
  const looker = new Looker(app);
  try {
    const access = await looker.access();
    const { statuses } = access === undefined ? await lookAtRest(asked) : await lookAt(asked, access);
    return statuses;
  } finally {
    await looker.close();
  }
}
