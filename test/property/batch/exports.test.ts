// Lists as exports write them, through a batch: outcomes.csv has a line for each record with its cells as they were meant,
// exactly the people of the list are called, and another batch knows them all again.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBatch } from '../../../src/batch/create.js';
import { readOutcomes } from '../../../src/batch/baseline/earlier-outcomes.js';
import { writeFinalFiles } from '../../../src/batch/output/write-results.js';
import { batchPaths, outputPaths } from '../../../src/batch/paths.js';
import { formatOf } from '../../../src/batch/run/slice-producer.js';
import { SegmentWriter } from '../../../src/collect/segments.js';
import { personIn, readRows } from '../../../src/ingest/read-rows.js';
import { call } from '../../unit/collect/fakes.js';
import { exports, type Export } from '../ingest/exports.js';

/** @returns outcomes.csv, who is called, and whom a later batch finds in it */
async function outcomesOf({ text, records }: Export) {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-exports-'));
  try {
    const file = join(data, 'list.csv');
    writeFileSync(file, text);
    const { record } = await createBatch(requestFor(file), data, Date.parse('2026-11-24T00:00:00Z'));
    const paths = batchPaths(data, record.batch);
    const segment = await SegmentWriter.create(paths.segments, 1);
    await segment.append(records.map((_, index) => call(index + 1, 1, { code: '0' })));
    await segment.close();
    const recorded = { segments: () => [segment.segment], isClosed: () => true, earlier: undefined };
    await writeFinalFiles(record, paths, recorded, { toleranceMs: 1, timeoutMs: 1 }, '1', {});
    const format = formatOf(record);
    const called = [];
    for await (const rows of readRows(paths.list, format, record.rules))
      called.push(...rows.map(({ fate }) => (fate.kind === 'call' ? fate.person : fate.kind)));
    const known = [];
    for await (const { outcomes } of readOutcomes(record))
      known.push(...outcomes.map(({ cells, status }) => ({ ...personIn(cells, format, 3), status })));
    const lines = parse(readFileSync(outputPaths(record.outDirectory).outcomes), { bom: true });
    return { lines, called, known };
  } finally {
    rmSync(data, { recursive: true });
  }
}

function requestFor(file: string): Parameters<typeof createBatch>[0] {
  const found = { nameColumn: undefined, idColumn: undefined, sheet: undefined, delimiter: undefined };
  return {
    file,
    batch: 'b',
    label: '',
    outDirectory: undefined,
    key: undefined,
    reading: { encoding: undefined, header: true, precheck: 'reject', dedupe: false, ...found },
    options: { maxAttempts: 6, inDoubt: 'retry', retryCodes: ['15', '107', '108'] },
    files: { xlsx: false, split: false },
    account: { authUrl: 'http://127.0.0.1:1', appid: 'a', bucket: 'b' },
  };
}

test('an export is read record for record, whatever its quotes, ends and titles', async () => {
  await fc.assert(
    fc.asyncProperty(exports, async (list) => {
      const { lines, called, known } = await outcomesOf(list);
      const [header = [], ...rows] = lines;
      const columns = list.header.length;
      expect(header.slice(0, columns + 1)).toEqual([...list.header, 'verify_status']);
      expect(rows.map((line) => line.slice(0, columns))).toEqual(list.records);
      expect(rows.map((line) => line[columns])).toEqual(list.records.map(() => 'match'));
      const people = list.people.map(({ name, idNumber }) => ({ name, idNumber }));
      expect(called).toEqual(people);
      expect(known).toEqual(people.map((person) => ({ ...person, status: 'match' })));
    }),
    { numRuns: 60, seed: 99, endOnFailure: true },
  );
});
