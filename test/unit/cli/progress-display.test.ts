// The lines that a run writes where no terminal shows a bar.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Progress } from '../../../src/batch/run/progress.js';
import { createDisplay } from '../../../src/cli/progress-display.js';
import type { RedisTrouble } from '../../../src/redis/redis-state.js';
import { wordsIn } from '../../../src/words/catalogue.js';

const PROGRESS: Progress = {
  batch: 'b',
  rows: 1000,
  rowsKnown: true,
  done: 1000,
  byStatus: { match: 990 },
  duplicates: 10,
  calls: 990,
};

describe('the lines of a run', () => {
  const said: string[] = [];
  beforeEach(() => {
    said.length = 0;
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said.push(String(text));
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('say at once that a wait begins, why, until when, and that it is over', () => {
    let now = 1_000_000;
    const display = createDisplay(wordsIn('en'), () => now);
    const half = { ...PROGRESS, done: 500 };
    const until = new Date(2026, 10, 30, 14, 5, 30).getTime();
    display.show(half);
    for (const why of ['silence', 'silence', 'outage', 'rate'] as const) {
      now += 100;
      display.show({ ...half, waiting: { why, until } });
    }
    display.show(half);
    display.end();
    const counts = 'b: 500/1000 rows  match 990  duplicate 10';
    expect(said).toEqual([
      `${counts}\n`,
      `${counts}  the service asked for silence until 14:05:30 (Retry-After)\n`,
      `${counts}  the service is away: probing, next at 14:05:30\n`,
      `${counts}  the rate lets the next call leave at 14:05:30\n`,
      `${counts}\n`,
    ]);
  });

  it('say why Redis holds up everything and since when, though nobody reports progress, and that it is over', () => {
    const since = new Date(2026, 10, 30, 14, 5, 30).getTime();
    let now = 1_000_000;
    const display = createDisplay(wordsIn('en'), () => now);
    const half = { ...PROGRESS, done: 500, rowsPerSecond: 40 };
    display.show(half);
    display.show({ ...PROGRESS, batch: 'ended' });
    said.length = 0;
    const looks = (times: number, trouble: RedisTrouble): void => {
      for (let look = 0; look < times; look += 1) {
        now += 500;
        display.trouble(trouble);
      }
    };
    looks(100, { kind: 'busy', words: "is busy with somebody's script", since });
    looks(122, { kind: 'away', words: 'is away', since });
    display.trouble(undefined);
    display.end();
    const counts = 'b: 500/1000 rows  match 990  duplicate 10';
    expect(said).toEqual([
      `${counts}  Redis is busy with somebody's script, since 14:05:30\n`,
      `${counts}  Redis is away, since 14:05:30\n`,
      `${counts}  Redis is away, since 14:05:30\n`,
      'b: 500/1000 rows  40 rows/s  13 s left  match 990  duplicate 10\n',
    ]);
  });

  it('go on while the files are written, though no row is done any more', () => {
    let now = 1_000_000;
    const display = createDisplay(wordsIn('en'), () => now);
    display.show(PROGRESS);
    for (const written of [0, 400, 900]) {
      now += 6_000;
      display.show({ ...PROGRESS, written });
    }
    display.end();
    expect(said).toEqual([
      'b: 1000/1000 rows  match 990  duplicate 10\n',
      'b: 1000/1000 rows  writing the files: 40 %\n',
      'b: 1000/1000 rows  writing the files: 90 %\n',
    ]);
  });
});
