// Rows whose reading ends the process: counted while they are read and at no other time, until the batch is halted.

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markReading } from '../../../../src/batch/run/reading-mark.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rollcall-mark-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** Ten rows in arrays of two. At `deadly`, reading never returns, as if the process had ended. */
async function* list(deadly?: number): AsyncGenerator<{ row: number }[]> {
  for (let row = 1; row <= 10; row += 2) {
    if (row === deadly) await new Promise(() => undefined);
    yield [{ row }, { row: row + 1 }];
  }
}

/** Reads up to the rows that are never read, and is left there. */
async function dieAt(deadly: number): Promise<void> {
  const rows = markReading(directory, list(deadly));
  for (let row = 1; row < deadly; row += 2) await rows.next();
  void rows.next();
}

async function read(): Promise<number[]> {
  const rows: number[] = [];
  for await (const chunk of markReading(directory, list())) rows.push(...chunk.map(({ row }) => row));
  return rows;
}

const ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

describe('reading', () => {
  it('leaves no mark where it comes to its end, or rests between rows', async () => {
    expect(await read()).toEqual(ALL);
    const rows = markReading(directory, list());
    await rows.next();
    expect(await readdir(directory)).toEqual([]);
  });

  it('that has ended two processes at the same rows is tried once more', async () => {
    await dieAt(5);
    await dieAt(5);
    expect(await read()).toEqual(ALL);
    expect(await readdir(directory)).toEqual([]);
  });

  it('that has ended three processes at the same rows is halted there, and resumed by whoever says so', async () => {
    await dieAt(5);
    await dieAt(5);
    await dieAt(5);
    await expect(read()).rejects.toThrow(
      'Reading the list from row 5 on has ended or stopped its process 3 times',
    );
    expect(await read()).toEqual(ALL);
  });

  it('that has ended processes at other rows each time goes on', async () => {
    await dieAt(5);
    await dieAt(7);
    await dieAt(9);
    expect(await read()).toEqual(ALL);
  });
});
