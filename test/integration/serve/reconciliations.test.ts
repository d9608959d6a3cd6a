// Reconciliations over HTTP: made, listed, and handed out as files for those alone who may see money.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { chinaDay } from '../../../src/domain/china-time.js';
import { Served } from './served.js';

it('a reconciliation is told as it was just made, whatever another provider has of the same days', async () => {
  const served = await Served.start();
  const [accountant, operator] = [await served.person('accountant'), await served.person('operator')];
  const day = chinaDay(Date.now());
  const id = `${day}_${day}`;
  const earlier = join(served.bench.dataDir, 'reconciliations', `${id}-faceid`);
  mkdirSync(earlier, { recursive: true });
  const report = {
    from: day,
    to: day,
    verdict: 'unexplained',
    basis: 'bill',
    made_at: '2020-01-01T00:00:00.000+08:00',
  };
  writeFileSync(join(earlier, 'report.json'), JSON.stringify(report));
  const made = await accountant.post('/reconciliations', { from: day, to: day });
  expect(made).toMatchObject({ status: 201, json: { id, basis: 'codes', verdict: 'balanced' } });
  const { data } = (await accountant.get('/reconciliations')).json;
  expect(data.map((each) => each['id'])).toEqual([`${id}-faceid`, id]);
  const page = await accountant.get(`/reconciliations/${id}/report.html`);
  expect(page.headers.get('content-security-policy')).toMatch(/^sandbox;/);
  expect((await accountant.get(`/reconciliations/${id}/report.json`)).json).toMatchObject({ from: day });
  expect((await accountant.get(`/reconciliations/${id}/state.json`)).status).toBe(400);
  expect((await operator.get(`/reconciliations/${id}/report.json`)).status).toBe(403);
  expect((await accountant.post('/reconciliations', { from: day, to: '2020-01-01' })).status).toBe(422);
});
