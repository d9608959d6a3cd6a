// Finds the night's list: the newest file that matches the schedule's pattern, by names, sizes and times. It uses
// tinyglobby, because Node 20 has no stable `fs.glob`.

import { stat } from 'node:fs/promises';
import { glob } from 'tinyglobby';

export interface FoundFile {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

const MAGIC = /[*?[\]{}()!+@\\]/;

/**
 * @param pattern absolute; a file with exactly this name is taken, even if the name has signs of a pattern
 * @returns undefined where no file matches
 */
export async function newestFile(pattern: string): Promise<FoundFile | undefined> {
  const literal = await lookAt(pattern);
  if (literal !== undefined) return literal;
  const { base, rest } = split(pattern);
  if (rest === '') return undefined;
  const paths = await glob(rest, {
    cwd: base,
    absolute: true,
    onlyFiles: true,
    expandDirectories: false,
    caseSensitiveMatch: true,
  });
  const found = (await Promise.all(paths.map((path) => lookAt(path)))).filter((file) => file !== undefined);
  // Of two files of the same moment the later name wins, because names with dates sort by date.
  return found.toSorted((a, b) => b.mtimeMs - a.mtimeMs || (a.path < b.path ? 1 : -1))[0];
}

/** Splits a pattern into the directories before its first sign, and the rest. */
function split(pattern: string): { base: string; rest: string } {
  const parts = pattern.split('/');
  const first = parts.findIndex((part) => MAGIC.test(part));
  if (first === -1) return { base: pattern, rest: '' };
  return { base: parts.slice(0, first).join('/') || '/', rest: parts.slice(first).join('/') };
}

/** Undefined where the path is no file, or the file has gone. */
export async function lookAt(path: string): Promise<FoundFile | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? { path, size: found.size, mtimeMs: found.mtimeMs } : undefined;
}

export function looksSame(a: FoundFile, b: FoundFile): boolean {
  return a.path === b.path && a.size === b.size && a.mtimeMs === b.mtimeMs;
}
