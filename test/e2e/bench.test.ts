// The benchmarks, tried on few rows: that each of them runs and finds figures. What the figures are is not asserted.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const BENCH = fileURLToPath(new URL('../../bench/bench.mjs', import.meta.url));

const reportSchema = z.object({
  machine: z.string(),
  tables: z.array(
    z.object({
      title: z.string(),
      lines: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
    }),
  ),
});

function bench(name: string): z.infer<typeof reportSchema>['tables'] {
  const args = [BENCH, name, '--quick', '--json', '--rows', '100'];
  const report = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' });
  return reportSchema.parse(JSON.parse(report)).tables;
}

describe('a benchmark', () => {
  it('of the whole path finds a share of the bare loop for every contender', () => {
    const [{ lines } = { lines: [] }] = bench('whole');
    expect(lines.map(({ what }) => what)).toEqual([
      'bare undici Pool.request',
      'rollcall run',
      'BullMQ, one job a row',
      'script without a queue',
    ]);
    for (const { share } of lines) expect(share).toBeGreaterThan(0);
  });

  it('of memory finds the peak of every process', () => {
    const [line] = bench('memory')[0]?.lines ?? [];
    for (const process of ['redis data', 'redis process', 'batch process', 'verify process']) {
      expect(line?.[process]).toBeGreaterThan(0.5);
    }
  });

  it('of signing finds its share of a call', () => {
    const [line] = bench('signing')[0]?.lines ?? [];
    expect(line?.['share']).toBeGreaterThan(0);
    expect(line?.['share']).toBeLessThan(1);
  });

  it('that nobody knows is refused with the names of those that there are', () => {
    expect(() => bench('nothing')).toThrow(/No benchmark is nothing[^]*whole\|ingest/);
  });
});
