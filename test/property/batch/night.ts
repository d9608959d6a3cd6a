// A batch without Redis and without a service: the program itself makes, reads and writes it, and the test makes its
// calls up.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { createBatch, type BatchRequest } from '../../../src/batch/create.js';
import { EarlierPeople } from '../../../src/batch/baseline/earlier-people.js';
import { writeFinalFiles, writeFinalSummary } from '../../../src/batch/output/write-results.js';
import { correctFirst } from '../../../src/batch/correction/corrected-file.js';
import { batchPaths, outputPaths } from '../../../src/batch/paths.js';
import type { PreviousRequest } from '../../../src/batch/baseline/previous.js';
import { formatOf } from '../../../src/batch/run/slice-producer.js';
import { writeState, type BatchRecord } from '../../../src/batch/record.js';
import { removeWork } from '../../../src/batch/run/suspended.js';
import { SegmentWriter } from '../../../src/collect/segments.js';
import type { Summary } from '../../../src/collect/summary.js';
import type { Attempt } from '../../../src/domain/attempt.js';
import type { Row } from '../../../src/domain/row.js';
import { readRows } from '../../../src/ingest/read-rows.js';

/** `ROLLCALL_KEY`. */
const KEY = '17'.repeat(32);
const RULES = { toleranceMs: 1000, timeoutMs: 1000 };
const OWNER = 1;

export interface NightPlan {
  readonly batch: string;
  readonly list: string;
  readonly atMs: number;
  readonly previous?: PreviousRequest | undefined;
  readonly carry?: BatchRequest['carry'];
  readonly corrects?: BatchRequest['corrects'];
  readonly files?: BatchRequest['files'];
  readonly language?: BatchRequest['language'];
  readonly label?: string;
  readonly header?: boolean;
  readonly dedupe?: boolean;
  readonly inDoubt?: 'retry' | 'hold';
  readonly out?: string;
  readonly state?: 'completed' | 'cancelled';
  /** The calls for a row that has to be called; none where the batch ends before. */
  readonly callsFor: (row: number) => readonly Attempt[];
  /** Called after the batch was made, and before any work on it. */
  readonly beforeWork?: () => void;
}

export interface Night {
  readonly record: BatchRecord;
  readonly rows: readonly Row[];
  readonly summary: Summary;
  readonly outcomes: readonly Readonly<Record<string, string>>[];
  /** Undefined where none was written. */
  readonly changes: readonly Readonly<Record<string, string>>[] | undefined;
}

export function requestOf(dataDirectory: string, plan: NightPlan): BatchRequest {
  const file = join(dataDirectory, `${plan.batch}.csv`);
  writeFileSync(file, plan.list);
  return {
    file,
    batch: plan.batch,
    label: plan.label ?? '',
    outDirectory: plan.out,
    reading: {
      encoding: undefined,
      delimiter: undefined,
      sheet: undefined,
      header: plan.header ?? true,
      nameColumn: plan.header === false ? '1' : undefined,
      idColumn: plan.header === false ? '2' : undefined,
      precheck: 'reject',
      dedupe: plan.dedupe ?? true,
    },
    files: plan.files ?? { xlsx: false, split: false },
    language: plan.language,
    options: { maxAttempts: 6, inDoubt: plan.inDoubt ?? 'retry', retryCodes: ['15', '107', '108'] },
    account: { authUrl: 'http://127.0.0.1:1', appid: '1', bucket: 'b' },
    previous: plan.previous,
    carry: plan.carry,
    corrects: plan.corrects,
    key: KEY,
  };
}

export async function passNight(dataDirectory: string, plan: NightPlan): Promise<Night> {
  const { record } = await createBatch(requestOf(dataDirectory, plan), dataDirectory, plan.atMs);
  plan.beforeWork?.();
  const paths = batchPaths(dataDirectory, record.batch);
  const earlier = await EarlierPeople.open(record, paths, Buffer.from(KEY, 'hex'));
  try {
    const rows: Row[] = [];
    for await (const chunk of readRows(paths.list, formatOf(record), record.rules, {
      findEarlier: earlier?.find,
    })) {
      rows.push(...chunk);
    }
    const calls = rows.filter(({ fate }) => fate.kind === 'call').flatMap(({ row }) => plan.callsFor(row));
    const segment = await SegmentWriter.create(paths.segments, OWNER);
    await segment.append(calls);
    await segment.close();
    const called = new Set(calls.map(({ row }) => row));
    const work = {
      segments: () => [segment.segment],
      isClosed: (row: number) => plan.state !== 'cancelled' || called.has(row),
      earlier,
    };
    const state = {
      state: plan.state ?? ('completed' as const),
      startedAt: plan.atMs,
      finishedAt: plan.atMs + 60_000,
    };
    const files = await writeFinalFiles(record, paths, work, RULES, String(OWNER), {});
    await correctFirst(record, { dataDirectory, onWarning: failed });
    const summary = await writeFinalSummary(record, paths, files, state, {
      writer: String(OWNER),
      dataDirectory,
    });
    await writeState(paths, String(OWNER), state);
    await removeWork(paths);
    const { outcomes, changes } = outputPaths(record.outDirectory);
    return { record, rows, summary, outcomes: csv(outcomes) ?? [], changes: csv(changes) };
  } finally {
    earlier?.close();
  }
}

function failed(message: string): never {
  throw new Error(message);
}

function csv(path: string): Readonly<Record<string, string>>[] | undefined {
  try {
    return parse(readFileSync(path, 'utf8'), { columns: true, bom: true });
  } catch {
    return undefined;
  }
}

/** One call that is answered with this code; `none`: the answer never came. */
export function answered(row: number, code: number | 'none', atMs: number): Attempt {
  return {
    row,
    attempt: 1,
    startedAt: atMs,
    finishedAt: atMs + row,
    result: code === 'none' ? 'in_doubt' : 'answered',
    code: code === 'none' ? undefined : String(code),
    httpStatus: code === 'none' ? undefined : 200,
    sessionId: code === 'none' ? '' : `s-${atMs}-${row}`,
    message: '',
    probe: false,
  };
}
