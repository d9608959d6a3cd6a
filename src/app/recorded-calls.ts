// The batches whose calls a reconciliation counts: of one data directory, or of several.

import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { recordedBatches, type BatchOnRecord } from '../batch/recorded-batches.js';
import { batchesDirectory } from '../batch/paths.js';
import { credentialsOf, type Config } from '../config.js';
import { UserError } from '../domain/user-error.js';

/**
 * @param directories as the user named them; none: the configuration's
 * @throws UserError where one of them is no data directory, or is named twice
 */
export async function callsOnRecord(
  config: Config,
  directories: readonly string[] | undefined,
  onRead: (path: string) => void,
): Promise<() => AsyncIterable<BatchOnRecord>> {
  const { appid, bucket } = credentialsOf(config);
  const account = { authUrl: config.authUrl, appid, bucket };
  const [only, ...more] = directories ?? [];
  if (only === undefined) return () => recordedBatches(config.dataDir, account, onRead, config);
  await refuseOthers([only, ...more]);
  if (more.length === 0) return () => recordedBatches(resolve(only), account, onRead, config);
  return async function* () {
    const seen = new Map<string, string>();
    for (const directory of [only, ...more]) {
      for await (const recorded of recordedBatches(resolve(directory), account, onRead, config)) {
        // Two directories may have batches of one id.
        const batch = `${directory}:${recorded.batch}`;
        refuseCopy(recorded, batch, seen);
        yield { ...recorded, batch };
      }
    }
  };
}

/** @throws UserError where one directory is a copy of the other, as its calls would count twice */
function refuseCopy({ incarnation }: BatchOnRecord, batch: string, seen: Map<string, string>): void {
  if (incarnation === undefined) return;
  const same = seen.get(incarnation);
  if (same !== undefined)
    throw new UserError('invalid-options', ({ bill }) => bill.dataCopied({ batch, same }));
  seen.set(incarnation, batch);
}

async function refuseOthers(directories: readonly string[]): Promise<void> {
  const seen = new Set<string>();
  for (const directory of directories) {
    const path = resolve(directory);
    if (seen.has(path)) throw new UserError('invalid-options', ({ bill }) => bill.dataTwice({ directory }));
    seen.add(path);
    await access(batchesDirectory(path)).catch((error: unknown) => {
      throw new UserError('unusable-data-directory', ({ bill }) => bill.noData({ directory }), {
        cause: error,
      });
    });
  }
}
