// The record of a batch's calls on real files: segments, checkpoints, pages, attempts.csv.

import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { unlessStopped } from '../../../src/batch/output/write-results.js';
import { AttemptsFile } from '../../../src/collect/attempts-file.js';
import { ATTEMPT_HEADER, attemptLines } from '../../../src/collect/attempt-line.js';
import { NO_CHECKPOINT, readCheckpoint, writeCheckpoint } from '../../../src/collect/checkpoint.js';
import { writeWhole } from '../../../src/files/durable.js';
import { writeOutcomes } from '../../../src/collect/outcomes.js';
import { PageFile } from '../../../src/files/paged-file.js';
import { readSegments, SegmentWriter, type Segment } from '../../../src/collect/segments.js';
import type { Attempt } from '../../../src/domain/attempt.js';
import { call } from '../../unit/collect/fakes.js';
import { directory } from './directory.js';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';

async function callsIn(place: string, segments: readonly Segment[]): Promise<Attempt[]> {
  const calls: Attempt[] = [];
  for await (const attempt of readSegments(place, segments)) calls.push(attempt);
  return calls;
}

describe('a segment', () => {
  it('holds the calls that were appended, in their order', async () => {
    const place = join(directory(), 'segments');
    const writer = await SegmentWriter.create(place, 7);
    await writer.append([call(3), call(4, 1, { code: '107' }), call(4, 2)]);
    await writer.append([]);
    await writer.append([call(1)]);
    await writer.close();
    expect(writer.segment).toEqual({ file: '7.csv', bytes: statSync(join(place, '7.csv')).size });
    expect((await callsIn(place, [writer.segment])).map(({ row, attempt }) => [row, attempt])).toEqual([
      [3, 1],
      [4, 1],
      [4, 2],
      [1, 1],
    ]);
  });

  it('counts as far as its checkpoint says: a half-written tail is not there', async () => {
    const place = directory();
    const writer = await SegmentWriter.create(place, 1);
    await writer.append([call(1), call(2)]);
    const { segment } = writer;
    await writer.append([call(3)]);
    await writer.close();
    const path = join(place, '1.csv');
    truncateSync(path, statSync(path).size - 5);
    appendFileSync(path, 'half a li');
    expect((await callsIn(place, [segment])).map(({ row }) => row)).toEqual([1, 2]);
    expect(await callsIn(place, [{ ...segment, bytes: 0 }])).toEqual([]);
  });

  it('is never opened twice: an owner’s number is used once', async () => {
    const place = directory();
    const writer = await SegmentWriter.create(place, 1);
    await expect(SegmentWriter.create(place, 1)).rejects.toThrow('EEXIST');
    await writer.close();
  });

  it('is for its owner’s eyes alone', async () => {
    const place = join(directory(), 'segments');
    const writer = await SegmentWriter.create(place, 1);
    await writer.close();
    expect(statSync(place).mode & 0o777).toBe(0o700);
    expect(statSync(join(place, '1.csv')).mode & 0o777).toBe(0o600);
  });
});

describe('a checkpoint', () => {
  const CHECKPOINT = {
    owner: 2,
    segments: [{ file: '1.csv', bytes: 10 }],
    collectedBelow: 4,
    collectedAlso: [6, 9],
    calls: 77,
  };

  it('comes back as it was', async () => {
    const place = directory();
    await writeCheckpoint(place, CHECKPOINT);
    expect(await readCheckpoint(place)).toEqual(CHECKPOINT);
    expect(readdirSync(place)).toEqual(['checkpoint-2.json']);
  });

  it('is that of the newest owner, by number', async () => {
    const place = directory();
    for (const owner of [2, 10, 9]) await writeCheckpoint(place, { ...CHECKPOINT, owner });
    expect((await readCheckpoint(place)).owner).toBe(10);
  });

  it('is none in a fresh directory, and a draft is none', async () => {
    const place = directory();
    writeFileSync(join(place, 'checkpoint-3.json.3.tmp'), '{"owner":');
    expect(await readCheckpoint(place)).toEqual(NO_CHECKPOINT);
  });
});

describe('a file that is written whole', () => {
  it('leaves what was there where writing fails', async () => {
    const path = join(directory(), 'file');
    await writeWhole(path, '1', (file) => file.writeFile('first'));
    const second = writeWhole(path, '2', async (file) => {
      await file.writeFile('half');
      expect(existsSync(path) && readFileSync(path, 'utf8')).toBe('first');
      throw new Error('disk full');
    });
    await expect(second).rejects.toThrow('disk full');
    expect(readFileSync(path, 'utf8')).toBe('first');
  });
});

describe('the files of an ended batch', () => {
  async function* endless(taken: { count: number }, stop: AbortController, after: number) {
    for (let row = 1; ; row += 1) {
      stop.signal.throwIfAborted();
      taken.count = row;
      const fate = { kind: 'unreadable', message: 'line 2: for a reason', reason: 'for a reason' } as const;
      yield [{ row, line: row + 1, byteStart: row, cells: ['张三', '1'], fate }];
      if (row === after) stop.abort();
      await Promise.resolve();
    }
  }

  it.each([
    ['before the first row', 0, 0],
    ['in the middle of the rows', 3000, 3000],
  ])('are left for another time by a signal %s, with nothing half-written', async (_what, after, rows) => {
    const place = directory();
    const paths = { attempts: join(place, 'attempts.csv'), outcomes: join(place, 'outcomes.csv') };
    const attempts = await AttemptsFile.begin(paths.attempts, '7');
    const stop = new AbortController();
    if (after === 0) stop.abort();
    const taken = { count: 0 };
    const input = {
      rows: endless(taken, stop, after),
      header: undefined,
      columnCount: 2,
      rules: { codes: youtuCodes, retryCodes: new Set<string>(), inDoubt: 'retry' },
      isClosed: () => true,
      onAttempt: () => undefined,
    } as const;
    const written = unlessStopped(writeOutcomes(paths.outcomes, '7', attempts, input), stop.signal);
    expect(await written).toBeUndefined();
    expect(taken.count).toBe(rows);
    expect(readdirSync(place)).toEqual([]);
  });

  it('fail as they fail, signal or not', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(unlessStopped(Promise.reject(new Error('disk full')), stop.signal)).rejects.toThrow(
      'disk full',
    );
  });
});

describe('a page file', () => {
  it('reads 0 where nothing was written, and keeps what was, over more pages than it holds', () => {
    const file = new PageFile(join(directory(), 'pages'), 'new');
    const pageBytes = file.at(0).bytes.length;
    const far = 1500;
    for (let page = 0; page < far; page += 1) {
      const { bytes, offset } = file.change(page * pageBytes + page);
      bytes.writeUInt8((page % 255) + 1, offset);
    }
    const values = Array.from({ length: far }, (_, page) => {
      const { bytes, offset } = file.at(page * pageBytes + page);
      return [bytes.readUInt8(offset), bytes.readUInt8((offset + 1) % pageBytes)];
    });
    file.close();
    expect(values).toEqual(Array.from({ length: far }, (_, page) => [(page % 255) + 1, 0]));
  });
});

describe('attempts.csv in the making', () => {
  async function begun(): Promise<{ place: string; path: string; file: AttemptsFile }> {
    const place = directory();
    const path = join(place, 'attempts.csv');
    return { place, path, file: await AttemptsFile.begin(path, '7') };
  }

  async function segmentOf(place: string, owner: number, calls: readonly Attempt[]): Promise<Segment> {
    const writer = await SegmentWriter.create(place, owner);
    await writer.append(calls);
    await writer.close();
    return writer.segment;
  }

  async function fileOf(calls: readonly Attempt[]): Promise<AttemptsFile> {
    const { place, file } = await begun();
    await file.follow(place, [await segmentOf(place, 1, calls)]);
    onTestFinished(() => file.discard());
    return file;
  }

  it('finds rows whose lines cross the edges of pages and of reading', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => 30_000 - index);
    const calls = rows.flatMap((row) =>
      Array.from({ length: (row % 3) + 1 }, (_, n) => call(row, n + 1, { sessionId: 's'.repeat(row % 50) })),
    );
    const found = await fileOf(calls);
    const counted = rows.map((row) => found.attemptsOf(row).filter((made) => made.row === row).length);
    expect(counted).toEqual(rows.map((row) => (row % 3) + 1));
    expect(found.attemptsOf(30_001)).toEqual([]);
    expect(found.attemptsOf(1_000_000)).toEqual([]);
  });

  test('gives every row its calls, as a map would', async () => {
    const rows = fc.uniqueArray(fc.integer({ min: 1, max: 20_000 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(rows, fc.func(fc.integer({ min: 1, max: 4 })), async (order, countOf) => {
        const calls = order.flatMap((row) =>
          Array.from({ length: countOf(row) }, (_, n) => call(row, n + 1)),
        );
        const known = byRow(calls);
        const found = await fileOf(calls);
        for (const row of [...order, 1, 20_001]) expect(found.attemptsOf(row)).toEqual(known.get(row) ?? []);
      }),
      { numRuns: 30 },
    );
  });

  it('of a batch without calls is empty', async () => {
    const found = await fileOf([]);
    expect(found.attemptsOf(1)).toEqual([]);
  });

  it('follows segments that grow, and is read while it does', async () => {
    const { place, path, file } = await begun();
    const before = await segmentOf(place, 1, [call(2)]);
    const writer = await SegmentWriter.create(place, 2);
    const all: Attempt[] = [call(2)];
    for (let row = 10; row < 3000; row += 10) {
      const calls = [call(row, 1, { result: 'in_doubt', code: undefined }), call(row, 2), call(row + 1)];
      await writer.append(calls);
      all.push(...calls);
      await file.follow(place, [before, writer.segment]);
      expect(file.attemptsOf(row)).toEqual(calls.slice(0, 2));
      expect(file.attemptsOf(row + 1)).toEqual(calls.slice(2));
      expect(file.attemptsOf(row + 2)).toEqual([]);
    }
    await writer.close();
    expect(file.attemptsOf(2)).toEqual([call(2)]);
    expect(existsSync(path)).toBe(false);
    await file.complete();
    await file.discard();
    expect(readFileSync(path, 'utf8')).toBe(ATTEMPT_HEADER + attemptLines(all));
    expect(readdirSync(place).sort()).toEqual(['1.csv', '2.csv', 'attempts.csv']);
  });

  it('takes of a segment what its checkpoint says, and leaves nothing behind where it is given up', async () => {
    const { place, path, file } = await begun();
    const whole = await segmentOf(place, 1, [call(1), call(2)]);
    await file.follow(place, [{ ...whole, bytes: Buffer.byteLength(attemptLines([call(1)])) }]);
    expect(file.attemptsOf(1)).toEqual([call(1)]);
    expect(file.attemptsOf(2)).toEqual([]);
    await file.discard();
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(place)).toEqual(['1.csv']);
  });

  it('says so where a segment has lost its end', async () => {
    const { place, file } = await begun();
    const segment = await segmentOf(place, 1, [call(1)]);
    const longer = { ...segment, bytes: segment.bytes + 1 };
    await expect(file.follow(place, [longer])).rejects.toThrow('1.csv is shorter than it was');
    await file.discard();
  });
});

function byRow(calls: readonly Attempt[]): Map<number, Attempt[]> {
  const known = new Map<number, Attempt[]>();
  for (const made of calls) known.set(made.row, [...(known.get(made.row) ?? []), made]);
  return known;
}
