// Workbooks with something wrong in them: read, or refused in words; never a crash, a hang or a file without end.

import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeWorkbookCsv } from '../../../src/ingest/xlsx/workbook-csv.js';
import { handMade } from '../../integration/ingest/workbook-file.js';
import { changed, changes, GOOD, goodParts, withPartChanged } from './mutated-workbook.js';

const RUNS = 300;
/** More than these few rows can become, even with blank lines up to the last row of a sheet. */
const MOST_BYTES = 64 * 2 ** 20;

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rollcall-mutated-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

/** What is wrong with how the workbook was read or refused; undefined where nothing is. */
async function faultOf(bytes: Uint8Array): Promise<string | undefined> {
  const path = join(directory, 'list');
  await writeFile(path, bytes);
  try {
    await writeWorkbookCsv(path, `${path}.csv`, undefined);
  } catch (error) {
    if (!(error instanceof Error) || error.message === '') return `refused without a word: ${String(error)}`;
    const isOurs = error instanceof TypeError || error instanceof ReferenceError;
    return isOurs ? (error.stack ?? error.message) : undefined;
  }
  const { size } = await stat(`${path}.csv`);
  return size < MOST_BYTES ? undefined : `${size} bytes`;
}

describe('a workbook', () => {
  it('whose bytes were changed is read or refused', async () => {
    const good = await handMade(GOOD);
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        expect(await faultOf(changed(good, all))).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  });

  it('in which a part was changed before it was packed is read or refused', async () => {
    const parts = await goodParts();
    const part = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    await fc.assert(
      fc.asyncProperty(part, changes, async (which, all) => {
        expect(await faultOf(await withPartChanged(parts, which, all))).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  });
});
