// Every list of fixtures/cases is the example of a kind: this tests what becomes of its records from bytes to fates.
// The tests of each kind say which names are called and which messages appear.

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { UserError } from '../../../src/domain/user-error.js';
import { copyList } from '../../../src/ingest/copy-list.js';
import { judgeColumns } from '../../../src/ingest/judge-columns.js';
import { findFormat } from '../../../src/ingest/list-format.js';
import { readRows } from '../../../src/ingest/read-rows.js';
import { RULES } from './ingested.js';

const CASES = fileURLToPath(new URL('../../../fixtures/cases/', import.meta.url));

/** The lists that are refused, with the reason. */
const REFUSALS: Readonly<Record<string, string>> = {
  'damaged-block.xlsx': "The Excel workbook can't be read",
  'damaged-deflate.xlsx': "The Excel workbook can't be read",
  'damaged.xlsx': "The Excel workbook can't be read",
  'export.xlsx': 'The list is a web page, whatever its name',
};

/** For each list, the row of the header and how many records have each fate. */
const OUTCOMES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'array-data.csv': { headerRow: 1, call: 150 },
  'big5.csv': { headerRow: 1, call: 12 },
  'double-bom.csv': { headerRow: 1, call: 6 },
  'formula-no-value.xlsx': { headerRow: 1, bad_format: 6 },
  'kangxi.csv': { headerRow: 1, call: 7 },
  'lower-r.xlsx': { headerRow: 1, call: 6 },
  'masked-names.csv': { headerRow: 1, bad_format: 10 },
  'mysql-escape.csv': { headerRow: 1, call: 6 },
  'null-names.csv': { headerRow: 1, bad_format: 14 },
  'openpyxl-ints.xlsx': { headerRow: 1, call: 6 },
  'pua.csv': { headerRow: 1, call: 7 },
  'quote-in-cell.csv': { headerRow: 1, call: 8 },
  'rounded.csv': { headerRow: 1, bad_format: 220 },
  'space-quote.csv': { headerRow: 1, call: 6 },
  'title-merged.xlsx': { headerRow: 4, call: 6, bad_format: 1 },
  'title.csv': { headerRow: 3, call: 6, bad_format: 1 },
  'trailing-extra.csv': { headerRow: 1, call: 12 },
  'trailing-missing.csv': { headerRow: 1, call: 24 },
  'truncated15.csv': { headerRow: 1, bad_format: 10 },
  'utf8-one-bad-byte-60.csv': { headerRow: 1, call: 59, unreadable: 1 },
  'waf.csv': { headerRow: 1, call: 30 },
};

async function outcomeOf(file: string): Promise<Readonly<Record<string, number>> | string> {
  const directory = await mkdtemp(join(tmpdir(), 'rollcall-case-'));
  try {
    const path = join(directory, 'list');
    const copied = await copyList(createReadStream(join(CASES, file)), path, {});
    if (copied.refusal !== undefined) return copied.refusal;
    const sheet = copied.sheet === undefined ? {} : { delimiter: ',' };
    const named = { encoding: copied.encoding, header: true, sourceName: file };
    const format = await findFormat(path, { ...named, ...sheet });
    const rules = await judgeColumns(path, format, { ...RULES, version: 4 });
    const counts: Record<string, number> = { headerRow: format.headerRow ?? 0 };
    for await (const rows of readRows(path, format, rules))
      for (const { fate } of rows) {
        const what = fate.kind === 'local' ? fate.status : fate.kind;
        counts[what] = (counts[what] ?? 0) + 1;
      }
    return counts;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  } finally {
    await rm(directory, { recursive: true });
  }
}

it('each case is known', async () => {
  const files = (await readdir(CASES)).filter((name) => /\.(?:csv|xlsx)$/.test(name));
  expect(files.sort()).toEqual(Object.keys({ ...OUTCOMES, ...REFUSALS }).sort());
});

it.each(Object.entries(OUTCOMES))('%s has the right outcome', async (file, outcome) => {
  expect(await outcomeOf(file)).toEqual(outcome);
});

it.each(Object.entries(REFUSALS))('%s is refused for what it is', async (file, words) => {
  expect(await outcomeOf(file)).toContain(words);
});
