// What administrators, accountants and senders ask of the interface besides batches: approval, lists and uploads under way, retention,
// receipts, nights of schedules, days that are reconciled until they are settled, and whether the record is whole.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { askAgainDue } from '../../../src/app/ask-again.js';
import { auditPath } from '../../../src/audit/audit-log.js';
import { auditLines } from '../../support/audit-lines.js';
import { chinaDay } from '../../../src/domain/china-time.js';
import { writeNight } from '../../../src/schedule/night.js';
import { schedulePaths } from '../../../src/schedule/record.js';
import { peopleCsv } from '../../../src/simulator/index.js';
import { Served, type Answer, type Person } from './served.js';

const PEOPLE = [...peopleCsv({ count: 12, seed: 3, mix: 'fixture' })].join('');

let served: Served;
let admin: Person;
let operator: Person;
let close: () => Promise<void>;

beforeAll(async () => {
  [served, close] = await Served.startForAll();
  await served.bench.verify(1);
  admin = await served.person('admin');
  operator = await served.person('operator');
});
afterAll(() => close());

async function put(person: Person, path: string, body: object): Promise<Answer['json'] & { status: number }> {
  const headers = { 'content-type': 'application/json' };
  const response = await person.request('PUT', path, { body: JSON.stringify(body), headers });
  return { ...((await response.json()) as Answer['json']), status: response.status };
}

it('shows all from how many calls on an approval is needed, and lets an administrator set it', async () => {
  const viewer = await served.person('viewer');
  expect((await viewer.get('/approval')).json).toEqual({
    calls: null,
    set_by: null,
    set_by_name: null,
    set_at: null,
  });
  expect((await put(viewer, '/approval', { calls: 5 })).status).toBe(403);
  const named = await served.person('admin', [], 'chen’s own');
  expect(await put(named, '/approval', { calls: 5_000 })).toMatchObject({
    calls: 5_000,
    set_by: named.id,
    set_by_name: 'chen’s own',
  });
  expect((await viewer.get('/approval')).json).toMatchObject({ calls: 5_000 });
  expect(await put(admin, '/approval', { calls: null })).toMatchObject({ calls: null, set_by: admin.id });
  for (const calls of [0, 1.5, '7']) expect((await put(admin, '/approval', { calls })).status).toBe(422);
  const acts = (await auditLines(served.bench.dataDir, { limit: 2 })).map(({ act, value }) => [act, value]);
  expect(acts).toEqual([
    ['setApproval', 'off'],
    ['setApproval', 5_000],
  ]);
});

it('lists what somebody has sent and what he may go on with, to him and to administrators', async () => {
  const other = await served.person('operator');
  const list = await operator.send(PEOPLE, 'clerks.csv');
  expect((await operator.get('/lists')).json.data).toMatchObject([
    { list, name: 'clerks.csv', by: operator.id },
  ]);
  expect((await admin.get('/lists')).json.data).toMatchObject([{ list }]);
  expect((await other.get('/lists')).json.data).toEqual([]);
  // One list is named by its upload, as before.
  expect((await operator.get(`/lists?upload=${list}`)).json).toMatchObject({ list });
  expect((await other.get(`/lists?upload=${list}`)).status).toBe(404);

  const tus = { 'tus-resumable': '1.0.0' };
  const metadata = `filename ${Buffer.from('long.csv').toString('base64')}`;
  const begun = await operator.request('POST', '/uploads', {
    headers: { ...tus, 'upload-length': '10', 'upload-metadata': metadata },
  });
  const upload = (begun.headers.get('location') ?? '').split('/').at(-1) ?? '';
  const patch = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
  await operator.request('PATCH', `/uploads/${upload}`, { body: 'four', headers: patch });
  const going = { upload, name: 'long.csv', bytes: 10, received: 4 };
  expect((await operator.get('/uploads')).json.data).toMatchObject([going]);
  expect((await other.get('/uploads')).json.data).toEqual([]);
  const rest = { ...patch, 'upload-offset': '4' };
  await operator.request('PATCH', `/uploads/${upload}`, { body: 'others', headers: rest });
  expect((await operator.get('/uploads')).json.data).toEqual([]);
  expect((await operator.get('/lists')).json.data.map(({ list: id }) => id)).toEqual([upload, list]);
});

it('asks again about days that are not settled, until they are', async () => {
  await admin.make({ list: await admin.send(PEOPLE), batch: 'counted', label: 'retail', start: true });
  await admin.until('counted', 'completed');
  const accountant = await served.person('accountant');
  const today = chinaDay(Date.now());
  served.bench.simulator.control({ statMissing: 1 });
  const asked = await accountant.post('/reconciliations', { from: today, to: today, ask_again: true });
  expect(asked).toMatchObject({ status: 201, json: { verdict: 'unsettled', asks_again: true } });
  const stands = async (): Promise<unknown> => (await accountant.get('/reconciliations')).json.data[0];
  const id = `${today}_${today}`;
  expect(await stands()).toMatchObject({ id, verdict: 'unsettled', asks_again: true });

  // Nobody asks before it is time; later the provider has counted all.
  expect(await askAgainDue(served.app, Date.now())).toEqual([]);
  served.bench.simulator.control({ statMissing: 0 });
  const later = Date.now() + 11 * 60_000;
  expect(await askAgainDue(served.app, later)).toEqual([id]);
  expect(await stands()).toMatchObject({ id, verdict: 'balanced', asks_again: false });
  expect(await askAgainDue(served.app, later)).toEqual([]);
  const { proof } = (await accountant.get(`/reconciliations/${id}/report.json`)).json;
  expect(proof).toMatchObject({ made_by: accountant.id });
});

it('takes rules of retention back, tells what they take, and lists receipts without names', async () => {
  const rule = { label: 'retail', statuses: ['match'], days: 0, record: true };
  expect((await put(admin, '/retention', rule)).status).toBe(200);
  const due = await admin.post('/retention/run', {});
  expect(due.json).toMatchObject({
    erased: false,
    receipts: [],
    due: [{ batch: 'counted', label: 'retail', status: 'match' }],
  });
  expect((await admin.get('/receipts')).json).toMatchObject({ data: [], next: null, broken_after: null });
  const gone = await admin.post('/retention/run', { erase: true });
  expect(gone.json).toMatchObject({ erased: true });
  expect((await admin.get('/receipts')).json.data).toMatchObject([
    { number: 1, people: null, retention: { label: 'retail', statuses: ['match'], days: 0 } },
  ]);
  const path = '/retention?label=retail&status=match';
  expect((await admin.delete('/retention?label=retail')).status).toBe(404);
  expect((await admin.delete(path)).status).toBe(204);
  expect((await admin.delete(path)).status).toBe(404);
  expect((await admin.get('/retention')).json.data).toEqual([]);
});

it('tells what became of a schedule’s nights to who sees its batches, and no path', async () => {
  const { dataDir } = served.bench;
  const createdAt = Date.UTC(2026, 10, 1);
  const common = { cron: '30 1 * * *', tz: 'Asia/Shanghai', file: '/lists/c-*.csv', ping: true };
  const rules = { overlap: 'skip', sameFile: 'skip', catchUpMs: 0 };
  const schedule = { version: 1, name: 'nightly', args: ['--label=retail'], ...common, ...rules, createdAt };
  const { record, nights } = schedulePaths(dataDir, 'nightly');
  mkdirSync(nights, { recursive: true });
  writeFileSync(record, JSON.stringify(schedule));
  const night = { version: 1, schedule: 'nightly', trigger: 'time', startedAt: createdAt } as const;
  const reason = 'no file matches /lists/c-*.csv';
  await writeNight(dataDir, {
    ...night,
    night: '20261101-0130',
    dueAt: createdAt,
    state: 'file_missing',
    reason,
  });
  const file = '/lists/c-2.csv';
  const second = { night: '20261102-0130', dueAt: createdAt + 86_400_000, state: 'failed', file } as const;
  await writeNight(dataDir, { ...night, ...second });
  const viewer = await served.person('viewer', ['retail']);
  expect((await viewer.get('/schedules')).json).toMatchObject({
    data: [{ name: 'nightly', label: 'retail', last: { night: '20261102-0130', state: 'failed' } }],
  });
  expect((await viewer.get('/schedules/nightly/nights')).json.data).toMatchObject([
    { night: '20261102-0130', file: 'c-2.csv', due_on_clock: '2026-11-02 08:00' },
    { night: '20261101-0130', state: 'file_missing', reason, batch: null, reconciliation: null },
  ]);
  expect((await viewer.get('/schedules/nightly/nights?limit=1')).json.data).toHaveLength(1);
  const stranger = await served.person('viewer', ['trade']);
  expect((await stranger.get('/schedules/nightly/nights')).status).toBe(404);
  expect((await viewer.get('/schedules/none/nights')).status).toBe(404);
});

it('answers of schedules while Redis is silent: nights from disk, a night begun by hand on record, times later', async () => {
  const { dataDir } = served.bench;
  const schedule = {
    name: 'silent',
    tz: 'Asia/Shanghai',
    cron: '30 1 * * *',
    file: '/lists/s-*.csv',
    ping: true,
  };
  const rules = { overlap: 'skip', sameFile: 'skip', catchUpMs: 0, createdAt: 1 };
  const { record, nights } = schedulePaths(dataDir, 'silent');
  mkdirSync(nights, { recursive: true });
  writeFileSync(record, JSON.stringify({ version: 1, args: ['--label=retail'], ...schedule, ...rules }));
  const { shared } = served.app;
  if (shared === undefined) throw new Error('the interface keeps a connection');
  let speak: () => void = () => undefined;
  const silence = new Promise<never>((_, refuse) => {
    speak = () => {
      refuse(new Error('the test is over'));
    };
  });
  const { schedules } = shared.queue;
  for (const asked of ['all', 'addNight'] as const)
    vi.spyOn(schedules, asked).mockImplementation(() => silence);
  vi.spyOn(shared.queue, 'hasWorkers').mockImplementation(() => silence);
  onTestFinished(() => {
    vi.restoreAllMocks();
    speak();
  });
  const away = await admin.get('/schedules');
  expect(away.status).toBe(503);
  expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
  const begun = await admin.post('/schedules/silent/run');
  expect(begun).toMatchObject({ status: 202, json: { schedule: 'silent', state: 'waiting' } });
  const seen = await admin.get('/schedules/silent/nights');
  expect(seen.json.data).toMatchObject([{ night: begun.json['night'], trigger: 'hand' }]);
  const stranger = await served.person('viewer', ['trade']);
  expect((await stranger.get('/schedules/silent/nights')).status).toBe(404);
  expect((await admin.post('/schedules/none/run')).status).toBe(404);
});

it('finds acts by who, what and which batch, and the first line that is not as it was written', async () => {
  const { data } = (await admin.get(`/audit?who=${admin.id}&act=createBatch`)).json;
  expect(data).toMatchObject([{ act: 'createBatch', batch: 'counted', who: admin.id }]);
  expect((await admin.get('/audit?batch=counted&act=nothing')).json).toMatchObject({ data: [], next: null });
  const verified = await admin.post('/audit/verify', {});
  expect(verified.json).toMatchObject({ whole: true, damaged_line: null, has: true, torn_bytes: 0 });
  const { hash } = verified.json;
  expect((await admin.post('/audit/verify', { has: hash })).json).toMatchObject({ has: true });
  expect((await admin.post('/audit/verify', { has: 'f'.repeat(64) })).json).toMatchObject({ has: false });

  const path = auditPath(served.bench.dataDir);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('"act":"setApproval"', '"act":"getApproval"'));
  const [line = ''] = text.split('\n').filter((each) => each.includes('setApproval'));
  const { seq } = JSON.parse(line) as { seq: number };
  const broken = (await admin.post('/audit/verify', {})).json;
  // The changed line reads well; the one behind it does not hold on to it.
  expect(broken).toMatchObject({ whole: false, damaged_line: seq + 1, lines: seq, hash: null });
  writeFileSync(path, text);
});

it('says of a batch who made it, by name where that is known', async () => {
  const named = await served.person('operator', [], 'nightly program');
  await named.make({ list: await named.send(PEOPLE), batch: 'named' });
  const unnamed = await served.person('operator');
  await unnamed.make({ list: await unnamed.send(PEOPLE), batch: 'unnamed' });
  const { data } = (await admin.get('/batches?q=named')).json;
  const makers = data.map(({ batch, made_by: by, made_by_name: name }) => [batch, by, name]);
  expect(makers).toEqual([
    ['unnamed', unnamed.id, null],
    ['named', named.id, 'nightly program'],
  ]);
});
