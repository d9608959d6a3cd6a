// Files that a batch's owners were writing for the user when they died. Their names tell batch and owner.

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RANDOM_PART } from '../../files/temporary-file.js';

/** Names the temporary files of an owner, in a directory that other batches may write to. */
export function writerOf(batch: string, owner: number): string {
  return `${batch}-${owner}`;
}

interface TemporaryFile {
  readonly path: string;
  readonly owner: number;
}

export async function temporaryFilesOf(directory: string, batch: string): Promise<TemporaryFile[]> {
  const names = await readdir(directory).catch(() => []);
  return names.flatMap((name) => {
    const owner = ownerIn(name, batch);
    return owner === undefined ? [] : [{ path: join(directory, name), owner }];
  });
}

/**
 * Removes the temporary files of earlier owners. An owner that was stopped and goes on finds its files gone, and
 * notices that it has lost the batch.
 */
export async function removeHalfWritten(directory: string, batch: string, owner: number): Promise<void> {
  const left = await temporaryFilesOf(directory, batch);
  for (const file of left) if (file.owner < owner) await rm(file.path, { force: true });
}

/** The names of temporary files, with what they become and their owner. */
const WRITTEN = new RegExp(
  `^(?:(?:outcomes|attempts|changes|corrected|summary|gaps|batch)\\.(?:\\w+\\.)?(?:csv|xlsx|json|html)|on-finish\\.log)\\.(.*)-(\\d+)${RANDOM_PART}(?:\\.index)?\\.tmp$`,
);

/** `outcomes.csv.<batch>-<owner>.<random>.tmp` */
function ownerIn(name: string, batch: string): number | undefined {
  const [, writer, owner] = WRITTEN.exec(name) ?? [];
  return writer === batch ? Number(owner) : undefined;
}
