// People over HTTP: found and exported by the admin alone, on record, and without a name or number where none has to be.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditLines } from '../../support/audit-lines.js';
import { peopleCsv } from '../../../src/simulator/index.js';
import { readCsv } from '../../e2e/user.js';
import { Served, type Person } from './served.js';

const PEOPLE = [...peopleCsv({ count: 20, seed: 8, mix: 'fixture' })].join('');

let served: Served;
let admin: Person;
let close: () => Promise<void>;

beforeAll(async () => {
  [served, close] = await Served.startForAll();
  await served.bench.verify(1);
  admin = await served.person('admin');
  await admin.make({ list: await admin.send(PEOPLE), batch: 'one', label: 'retail', start: true });
  await admin.until('one', 'completed');
});
afterAll(() => close());

it('tells where people stand and what is kept about them, on record', async () => {
  const line = outcomes().find((each) => each['verify_status'] === 'match');
  if (line === undefined) throw new Error('nobody matches');
  const [number, name] = [line['身份证号'] ?? '', line['姓名'] ?? ''];
  const people = [{ number: '11010519491231002X', name: '无人' }, { number }];
  const found = await admin.post('/persons/find', { people });
  const row = Number(line['verify_row']);
  expect(found.json).toMatchObject({
    data: [{ batch: 'one', row, status: 'match', person: 2 }],
    next: null,
  });
  expect([found.text.includes(number), found.text.includes(name)]).toEqual([false, false]);
  const { json } = await admin.post('/persons/export', { people: [{ number, name }] });
  expect(json.data).toHaveLength(1);
  expect(json.data[0]).toMatchObject({ batch: 'one', row, label: 'retail', cells: { 身份证号: number } });
  const acts = await auditLines(served.bench.dataDir, { limit: 2 });
  expect(acts.map(({ act }) => act).toSorted()).toEqual(['exportPerson', 'findPerson']);
  expect(JSON.stringify(acts)).not.toContain(number);
});

it('refuses others, and people without a number', async () => {
  const operator = await served.person('operator', ['retail']);
  expect((await operator.post('/persons/export', { people: [{ number: '1' }] })).status).toBe(403);
  const refused = [{ people: [] }, { people: [{ name: '王伟' }] }, { people: [{ number: ' ' }] }];
  for (const each of refused) expect((await admin.post('/persons/find', each)).status).toBe(422);
});

function outcomes(): Record<string, string>[] {
  return readCsv(readFileSync(join(served.bench.dataDir, 'batches', 'one', 'outcomes.csv'), 'utf8'));
}
