// `rollcall person erase` and `rollcall person receipts`: erases people, and shows what was erased when and by whom.

import { Command } from 'commander';
import type { ErasureResult } from '../app/erase-person.js';
import { rowsIn } from '../app/person-shown.js';
import type { Receipts } from '../batch/erasure/receipts.js';
import { EXIT } from '../domain/user-error.js';
import { rangesOf } from '../domain/number-ranges.js';
import { retold } from '../words/catalogue.js';
import type { Words } from '../words/words.js';
import { visiblePage } from './text-columns.js';
import { readPeople } from './written-people.js';

interface EraseFlags {
  readonly yes?: true;
  readonly json?: true;
}

export function eraseCommand(words: Words): Command {
  const { erasing } = words;
  return new Command('erase')
    .summary(erasing.summary)
    .description(erasing.description)
    .option('--yes', erasing.yes)
    .option('--json', erasing.json)
    .action(async ({ yes, json }: EraseFlags) => {
      const { Screen } = await import('./screen.js');
      const { erasePerson } = await import('../app/erase-person.js');
      const { erasedShown } = await import('../app/person-shown.js');
      const app = new Screen({ words }).app();
      const result = await erasePerson(app, { people: await readPeople(words), erase: yes === true });
      process.stdout.write(
        json ? `${JSON.stringify(erasedShown(result))}\n` : visiblePage(textOf(result, yes === true, words)),
      );
      if (result.notReached.length > 0) process.exitCode = EXIT.rowsInError;
    });
}

export function receiptsCommand(words: Words): Command {
  const { receipts } = words.erasing;
  return new Command('receipts')
    .summary(receipts.summary)
    .option('--json', receipts.json)
    .action(async ({ json }: { readonly json?: true }) => {
      const { erasureReceipts } = await import('../app/erasure-receipts.js');
      const { loadConfig } = await import('../config.js');
      const found = await erasureReceipts({ config: loadConfig() });
      process.stdout.write(
        json ? `${JSON.stringify(receiptsAsJson(found))}\n` : visiblePage(receiptsText(found, words)),
      );
      if (found.brokenAfter !== undefined) process.exitCode = EXIT.rowsInError;
    });
}

function textOf(result: ErasureResult, isMeant: boolean, words: Words): string {
  const { erasing } = words;
  const { batches, files, unreadable, notReached, receipt } = result;
  const lines = batches.flatMap(({ batch, rows }) => [
    erasing.inBatch({ batch, count: rows.length, rows: rangesOf(rows) }),
    ...files.filter((file) => file.batch === batch).map(({ path }) => erasing.file({ path })),
  ]);
  const known = new Set(batches.map(({ batch }) => batch));
  const others = files.filter(({ batch }) => !known.has(batch));
  if (others.length > 0) lines.push(erasing.otherFiles, ...others.map(({ path }) => erasing.file({ path })));
  lines.push(...unreadable.map((rows) => erasing.unreadable(rows)));
  for (const { batch, file, why } of notReached) {
    const what = file ?? (batch === null ? erasing.dataDirectory : erasing.ofBatch({ batch }));
    lines.push(erasing.notReached({ what, why: retold(why, words) }));
  }
  const figures = { rows: rowsIn(batches), batches: batches.length, files: files.length };
  if (files.length === 0 && receipt === undefined) lines.push(erasing.nothing);
  else if (isMeant) lines.push(erasing.erased(figures));
  else lines.push(erasing.wouldErase(figures));
  if (files.length > 0) lines.push(erasing.stays.sessions, erasing.stays.backups);
  if (receipt !== undefined) lines.push(erasing.receipt({ path: receipt.path }));
  return `${lines.join('\n')}\n`;
}

function receiptsAsJson({ receipts, brokenAfter }: Receipts) {
  return {
    whole: brokenAfter === undefined,
    broken_after: brokenAfter ?? null,
    receipts: receipts.map(({ path, receipt }) => ({ path, ...receipt })),
  };
}

function receiptsText({ receipts, brokenAfter }: Receipts, { erasing }: Words): string {
  if (receipts.length === 0 && brokenAfter === undefined) return `${erasing.noReceipts}\n`;
  const lines = receipts.map(({ receipt: { number, at, by, batches } }) =>
    erasing.shownReceipt({
      number,
      at,
      by,
      rows: batches.reduce((sum, { rows }) => sum + rows, 0),
      batches: batches.length,
    }),
  );
  lines.push(
    brokenAfter === undefined
      ? erasing.whole({ count: receipts.length })
      : erasing.broken({ number: brokenAfter }),
  );
  return `${lines.join('\n')}\n`;
}
