// At which step a process under test is to be struck, and what it is told of that: the environment in which
// kill-point.mjs watches it, the mark and the diary that it leaves.

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './command.js';
import { linesOf, whenChanged } from './watched-files.js';

const PRELOAD = new URL('kill-point.mjs', import.meta.url).href;

export interface KillPoint {
  /** `subject:moment`, see kill-point.mjs. */
  readonly at: string;
  /** How often the point is reached before it strikes. */
  readonly nth?: number;
  /** Another point, before which this one doesn't count. */
  readonly behind?: string;
  readonly in?: 'main' | 'verify';
  readonly target?: 'self' | 'group' | 'all';
  readonly signal?: NodeJS.Signals;
}

/** For a process that is only watched through its diary. */
export const NEVER: KillPoint = { at: 'never' };

/** What a process that was started with a point has done, in Unix milliseconds. */
export type DiaryEntry = { readonly pid: number; readonly at: number } &
  /** Numbers of slices. */
  (
    | { readonly taken: number }
    | { readonly announced: number }
    /** The identity number in a request that the process sent. */
    | { readonly asked: string }
  );

export class Strikes {
  /** The file that is there once a process was struck. */
  readonly mark: string;
  readonly #directory: string;
  readonly #diary: string;

  constructor(directory: string) {
    this.#directory = directory;
    this.mark = join(directory, 'struck');
    this.#diary = join(directory, 'diary');
  }

  get struck(): boolean {
    return existsSync(this.mark);
  }

  /** So that the next process can be struck too. */
  forget(): void {
    rmSync(this.mark, { force: true });
  }

  diary(): readonly DiaryEntry[] {
    if (!existsSync(this.#diary)) return [];
    return linesOf(this.#diary).map((line) => JSON.parse(line) as DiaryEntry);
  }

  async whenInDiary(isSo: () => boolean): Promise<void> {
    await whenChanged(this.#directory, isSo, 'it never came into the diary');
  }

  /** @param point none: the process is not watched */
  environment(point: KillPoint | undefined): Record<string, string> {
    if (point === undefined) return {};
    return {
      NODE_OPTIONS: `--import ${PRELOAD}`,
      CRASH_POINT: point.at,
      CRASH_NTH: String(point.nth ?? 1),
      CRASH_BEHIND: point.behind ?? '',
      CRASH_IN: point.in ?? 'main',
      CRASH_TARGET: point.target ?? 'group',
      CRASH_SIGNAL: point.signal ?? 'SIGKILL',
      CRASH_MARK: this.mark,
      CRASH_DIARY: this.#diary,
      CRASH_DIST: join(ROOT, 'dist'),
    };
  }
}
