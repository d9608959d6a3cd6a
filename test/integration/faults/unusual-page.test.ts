// An hour that is judged when the batch has ended: its page says so all the same, in both languages.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Watch } from '../../../src/app/watch.js';
import { batchPaths, outputPaths } from '../../../src/batch/paths.js';
import { readRecord } from '../../../src/batch/record.js';
import type { HourCounts } from '../../../src/domain/watch.js';
import { createLog } from '../../../src/log.js';
import { Bench } from './bench.js';

const HOUR_MS = 3_600_000;
const LINES = ['Matches: 50.0 % of 200 calls;', '一致：200 次调用中占 50.0 %；'];

test('an hour that was not as usual comes on the pages of its label’s batches, which had ended before', async () => {
  const bench = await Bench.start({});
  await bench.verify(1);
  for (const label of ['sales', 'legal'])
    expect(await bench.run(label, { rows: 5, label })).toMatchObject({ state: 'completed' });
  const paths = batchPaths(bench.dataDir, 'sales');
  const hour = Math.floor((await readRecord(paths, 'sales')).createdAt / HOUR_MS);
  const pageOf = async (batch: string): Promise<string> => {
    const { outDirectory } = await readRecord(batchPaths(bench.dataDir, batch), batch);
    return readFileSync(outputPaths(outDirectory).page, 'utf8');
  };
  const before = await pageOf('legal');
  expect(LINES.filter((line) => before.includes(line))).toEqual([]);

  const of = (label: string, last: number): HourCounts[] =>
    Array.from({ length: 100 }, (_, back) => {
      const match = back === 0 ? last : 178 + (back % 5);
      return { label, hour: hour - back, rows: 200, match, lookup_failed: 0, error: 0 };
    });
  const counting = (): Promise<HourCounts[]> => Promise.resolve([...of('sales', 100), ...of('legal', 180)]);
  const watch = new Watch({ config: bench.config() }, createLog('silent'), counting);
  const judged = await watch.look((hour + 1) * HOUR_MS + 300_000);
  expect(judged).toMatchObject({ hour, anomalies: [{ label: 'sales' }] });
  const page = await pageOf('sales');
  expect(LINES.filter((line) => !page.includes(line))).toEqual([]);
  expect(await pageOf('legal')).toBe(before);
});
