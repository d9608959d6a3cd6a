// A batch that is under way goes on with its list, whatever a newer judge would say of the list's encoding.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createBatch, type BatchRequest } from '../../../src/batch/create.js';
import type { Encoding } from '../../../src/ingest/encodings.js';
import { encode } from '../../support/legacy-encodings.js';

function requestFor(file: string, batch: string, encoding: Encoding | undefined): BatchRequest {
  const found = { nameColumn: undefined, idColumn: undefined, sheet: undefined, delimiter: undefined };
  return {
    file,
    batch,
    label: '',
    outDirectory: undefined,
    key: undefined,
    reading: { encoding, header: true, precheck: 'reject', dedupe: true, ...found },
    options: { maxAttempts: 6, inDoubt: 'retry', retryCodes: [15, 107, 108] },
    files: { xlsx: false, split: false },
    account: { authUrl: 'http://127.0.0.1:1', appid: 'a', bucket: 'b' },
  };
}

test('a batch under way goes on with a list that would be refused if it were new', async () => {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-create-'));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const file = join(data, 'list.csv');
  const people = 'Kamiñski,11010519491231002X\nDvoøák,440524188001010014\n';
  writeFileSync(file, encode(`name,id_number\n${people}`, 'windows-1252'));
  const begun = await createBatch(requestFor(file, 'begun', 'windows-1252'), data, 0);
  await expect(createBatch(requestFor(file, 'new', undefined), data, 0)).rejects.toThrow('--encoding');
  const again = await createBatch(requestFor(file, 'begun', undefined), data, 0);
  expect(again).toMatchObject({ existed: true, record: { sha256: begun.record.sha256 } });
  expect(again.record.format).toEqual(begun.record.format);
});
