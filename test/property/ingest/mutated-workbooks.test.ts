// Workbooks with something wrong in them: read, or refused in words; never a crash, a hang or a file without end.

import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeWorkbookCsv } from '../../../src/ingest/workbook-csv.js';
import { handMade } from '../../integration/ingest/workbook-file.js';
import { changed, changes, GOOD, goodParts, withPartChanged } from './mutated-workbook.js';

const RUNS = 300;
/** More than these few rows can become, blank lines up to the last row of a sheet too. */
const MOST_BYTES = 64 * 2 ** 20;

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rollcall-mutated-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

async function readOrRefused(bytes: Uint8Array): Promise<void> {
  const path = join(directory, 'list');
  await writeFile(path, bytes);
  try {
    await writeWorkbookCsv(path, `${path}.csv`, undefined);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).not.toBe('');
    // Faults of ours, and not the file's.
    expect(error).not.toBeInstanceOf(TypeError);
    expect(error).not.toBeInstanceOf(ReferenceError);
    return;
  }
  expect((await stat(`${path}.csv`)).size).toBeLessThan(MOST_BYTES);
}

describe('a workbook', () => {
  it('whose bytes were changed is read or refused', async () => {
    const good = await handMade(GOOD);
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        await readOrRefused(changed(good, all));
      }),
      { numRuns: RUNS },
    );
  });

  it('in which a part was changed before it was packed is read or refused', async () => {
    const parts = await goodParts();
    const part = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    await fc.assert(
      fc.asyncProperty(part, changes, async (which, all) => {
        await readOrRefused(await withPartChanged(parts, which, all));
      }),
      { numRuns: RUNS },
    );
  });
});
