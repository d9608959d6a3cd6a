// The lines that a run writes where no terminal shows a bar.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Progress } from '../../../src/batch/progress.js';
import { createDisplay } from '../../../src/cli/progress-display.js';

const PROGRESS: Progress = {
  batch: 'b',
  rows: 1000,
  rowsKnown: true,
  done: 1000,
  byStatus: { match: 990 },
  duplicates: 10,
  calls: 990,
  serviceAway: false,
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

  it('go on while the files are written, though no row is done any more', () => {
    let now = 1_000_000;
    const display = createDisplay(() => now);
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
