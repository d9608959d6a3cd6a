// What a batch costs, as a user meets it: on record with the price that held when each call was made, in the report, and
// under the label that it was given later.

import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chinaDay } from '../../src/domain/china-time.js';
import { arrive, cleanList, readCsv } from './user.js';

interface Ledger {
  readonly priceLists: readonly { readonly prices: Record<string, string> }[];
}

interface Report {
  readonly proof: {
    readonly made_by: string;
    readonly records: readonly { readonly file: string; readonly sha256: string }[];
    readonly answers: readonly { readonly file: string; readonly sha256: string }[];
  };
  readonly batches: readonly { readonly batch: string }[];
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

test('a change of price in mid-batch splits its cost, on record, in the report, and under a later label', async () => {
  const user = await arrive();
  user.file('list.csv', cleanList(30));
  const run = ['run', 'list.csv', '--batch', 'b', '--no-ping', '--max-calls', '10'];
  const halted = await user.rollcall(run, { ROLLCALL_PRICE: '0.30' });
  expect(halted.status).toBe(3);
  expect(halted.stdout).toContain('cost 3.00 CNY');
  const resumed = await user.rollcall(['resume', 'b', '--max-calls', '100'], { ROLLCALL_PRICE: '0.255' });
  expect(resumed.status).toBe(0);
  expect(resumed.stdout).toContain('cost 8.100 CNY');
  const summary = JSON.parse(user.batchFile('b', 'summary.json')) as Record<string, unknown>;
  expect(summary).toMatchObject({
    calls: 30,
    cost: { currency: 'CNY', amount: '8.100', in_doubt: '0.000' },
  });
  const ledgerPath = join(user.data, 'batches', 'b', 'work', 'ledger.json');
  const ledger = JSON.parse(readFileSync(ledgerPath, 'utf8')) as Ledger;
  expect(ledger.priceLists.map(({ prices }) => prices['0'])).toEqual(['0.30', '0.255']);

  const labelled = await user.rollcall(['label', 'b', 'head-office']);
  expect(labelled).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(user.batchFile('b', 'summary.json'))).toEqual({ ...summary, label: 'head-office' });
  const record = JSON.parse(
    readFileSync(join(user.data, 'batches', 'b', 'work', 'batch.json'), 'utf8'),
  ) as object;
  expect(record).toMatchObject({ label: 'head-office', relabelled: [{ was: '', label: 'head-office' }] });

  // The price of today is not asked for: every call has its own on record.
  const day = chinaDay(Date.now());
  const reconcile = ['reconcile', '--from', day, '--to', day, '--json'];
  const reconciled = await user.rollcall(reconcile, { ROLLCALL_PRICE: '9' });
  const said = `Data directory: ${user.data}\n`;
  expect({ status: reconciled.status, said: reconciled.stderr }).toEqual({ status: 0, said });
  const report = JSON.parse(reconciled.stdout) as Report;
  expect(report).toMatchObject({
    verdict: 'balanced',
    open: true,
    labels: [{ label: 'head-office', cost: '8.100' }],
    cost: { ours: '8.100', theirs: '8.100', difference: '0.000', calls_without_price: 0 },
    proof: { provider: 'youtu', figures_from: user.simulator.url },
  });
  expect(report.proof.records).toEqual([
    { file: join('batches', 'b', 'work', 'ledger.json'), sha256: sha256(ledgerPath) },
  ]);
  const directory = join(user.data, 'reconciliations', `${day}_${day}`);
  expect(report.proof.answers.map(({ file }) => sha256(join(directory, file)))).toEqual(
    report.proof.answers.map((answer) => answer.sha256),
  );
  const rows = readCsv(readFileSync(join(directory, 'report.csv'), 'utf8'));
  const costs = rows
    .filter(({ level }) => level === 'label_total' || level === 'all')
    .map(({ cost }) => cost);
  expect(costs).toEqual(['8.100', '8.100']);

  const copy = join(user.directory, 'copy', 'batches');
  cpSync(join(user.data, 'batches'), copy, { recursive: true });
  const both = [...reconcile, '--data', 'data', 'copy'];
  const twice = await user.rollcall(both);
  expect({ status: twice.status, refused: twice.stderr.includes('copy:b is data:b once more') }).toEqual({
    status: 1,
    refused: true,
  });
  writeFileSync(join(copy, 'b', 'work', 'batch.json'), JSON.stringify({ ...record, incarnation: 'another' }));
  const counted = await user.rollcall(both);
  expect(counted.status).toBe(4);
  expect((JSON.parse(counted.stdout) as Report).batches.map(({ batch }) => batch)).toEqual([
    'data:b',
    'copy:b',
  ]);
});
