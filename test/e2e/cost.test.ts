// What a batch costs, as a user meets it: on record with the price that held when each call was made.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { arrive, cleanList } from './user.js';

interface Ledger {
  readonly priceLists: readonly { readonly prices: Record<string, string> }[];
}

test('a change of price in mid-batch splits its cost, in summary.json, the last lines and the ledger', async () => {
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
  const ledger = JSON.parse(
    readFileSync(join(user.data, 'batches', 'b', 'work', 'ledger.json'), 'utf8'),
  ) as Ledger;
  expect(ledger.priceLists.map(({ prices }) => prices['0'])).toEqual(['0.30', '0.255']);
});
