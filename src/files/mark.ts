// By what it is seen that files, or what is in a directory, are the same as before: whatever Rollcall writes it writes anew under a
// temporary name, by which file and directory change. It reads no file.

import { statSync } from 'node:fs';

export interface Mark {
  readonly mark: string;
  /** Whether something may be written since without showing: of two writes within a tick of a file system's clock the second one does not. */
  readonly isYoung: boolean;
}

const YOUNG_MS = 2_000;

/**
 * Asked at once and not in the background, as the answer is in memory, and to wait for ten thousand of them costs ten times as much.
 * Who asks for many lets others have their turn in between.
 */
export function markOf(...paths: readonly string[]): Mark {
  const found = paths.map((path) => statSync(path, { throwIfNoEntry: false }));
  const oldestYoung = Date.now() - YOUNG_MS;
  return {
    mark: found.map((each) => (each === undefined ? '-' : `${each.mtimeMs}/${each.ino}`)).join(' '),
    isYoung: found.some((each) => each !== undefined && each.mtimeMs > oldestYoung),
  };
}

/** So many are asked for before anything else has its turn. */
export const MARKS_AT_ONCE = 256;
