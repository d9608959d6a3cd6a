// Batches over HTTP: made once, started, paused, resumed, cancelled, and seen by those alone whose labels they have.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { resume } from '../../../src/app/resume.js';
import { cancel } from '../../../src/app/cancel.js';
import { status } from '../../../src/app/status.js';
import { auditLines } from '../../support/audit-lines.js';
import { batchPaths } from '../../../src/batch/paths.js';
import { decideApproval } from '../../../src/batch/decide-approval.js';
import { readRecord, readState, writeRecord } from '../../../src/batch/record.js';
import { Once } from '../../../src/app/once.js';
import { queueOrdered } from '../../../src/app/orders.js';
import { intentionOf } from '../../../src/serve/new-batches.js';
import { writeApprovalLimit, approvalLimitPath } from '../../../src/batch/approval-limit.js';
import { peopleCsv } from '../../../src/simulator/index.js';
import { Served } from './served.js';

function people(count: number): string {
  return [...peopleCsv({ count, seed: 11, mix: 'clean' })].join('');
}

const PATIENT = { timeout: 60_000 };

function batchesOf(dataDir: string): string[] {
  return readdirSync(join(dataDir, 'batches')).filter((name) => !name.startsWith('.'));
}

describe('a batch', () => {
  it('is made as a draft that calls nobody, starts, and ends as the command line says it does', async () => {
    const served = await Served.start();
    await served.bench.verify(1);
    const operator = await served.person('operator');
    const list = await operator.send(people(20), '客户.csv');
    const made = await operator.make({ list, label: 'retail', reading: { name_column: '姓名' } });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      state: 'draft',
      label: 'retail',
      file: '客户.csv',
      rows: 20,
      calls: 0,
    });
    const batch = String(made.json['batch']);
    expect(served.bench.simulator.calls()).toEqual([]);
    expect((await operator.post(`/batches/${batch}/pause`)).status).toBe(409);
    const started = await operator.post(`/batches/${batch}/start`);
    expect(started.status).toBe(202);
    expect(started.json['state']).toMatch(/queued|running|completed/);
    const ended = await operator.until(batch, 'completed');
    expect(ended).toMatchObject({ rows: 20, done: 20, calls: 20 });
    await status(served.app, { batch }, ({ statuses: [said] }) => {
      expect(ended).toEqual(JSON.parse(JSON.stringify(said)));
    });
    expect((await operator.post(`/batches/${batch}/start`)).status).toBe(409);
    expect((await operator.post(`/batches/${batch}/cancel`)).status).toBe(409);
    const acts = (await auditLines(served.bench.dataDir, { limit: 10 })).map(({ act, batch: of }) => [
      act,
      of,
    ]);
    expect(acts).toEqual([
      ['startBatch', batch],
      ['createBatch', batch],
      ['createList', undefined],
    ]);
  });

  it('is made once, however many ask at once with the same key, here and in another process', async () => {
    const served = await Served.start();
    const second = await Served.on(served.bench);
    const operator = await served.person('operator');
    const list = await operator.send(people(5));
    const elsewhere = operator.at(second);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 ? operator : elsewhere).make({ list }, 'one')),
    );
    expect(new Set(answers.map(({ status: code }) => code))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(batchesOf(served.bench.dataDir)).toEqual([answers[0]?.json['batch']]);
    const other = await operator.make({ list, label: 'else' }, 'one');
    expect(other.json).toMatchObject({ status: 422, type: 'urn:rollcall:problem:other-request' });
    // Another's key is another key.
    const stranger = await served.person('admin');
    expect((await stranger.make({ list }, 'one')).json['batch']).not.toBe(answers[0]?.json['batch']);
    // What was refused may be asked for again.
    expect((await operator.make({ list: '0'.repeat(32) }, 'two')).status).toBe(404);
    expect((await operator.make({ list }, 'two')).status).toBe(201);
  });

  it('is one, though the process was killed between the record of the request and the draft', async () => {
    const served = await Served.start();
    const operator = await served.person('operator');
    const list = await operator.send(people(5));
    const { dataDir } = served.bench;
    let intended = '';
    const killed = new Once(served.app.config).do(
      { by: operator.id, key: 'cut-off', what: { list } },
      {
        intend: async () => {
          const caller = { id: operator.id, name: '', role: 'operator', labels: 'all', by: 'key' } as const;
          const intention = await intentionOf({ list }, { ...caller, credential: '' }, served.ports);
          intended = intention.batch;
          return intention;
        },
        act: () => Promise.reject(new Error('killed')),
      },
    );
    await expect(killed).rejects.toThrow('killed');
    const answers = await Promise.all([1, 2, 3].map(() => operator.make({ list }, 'cut-off')));
    expect(answers.map(({ status: code, json }) => [code, json['batch']])).toEqual(
      answers.map(() => [201, intended]),
    );
    expect(batchesOf(dataDir)).toEqual([intended]);
  });

  it('that was started before a crash is answered to who asks again, whatever has become of it and of its list', async () => {
    const served = await Served.start();
    const operator = await served.person('operator');
    const list = await operator.send(people(5));
    const asked = { list, batch: 'one', start: true };
    expect((await operator.make(asked, 'key')).status).toBe(201);
    // As the crash leaves it that comes before the answer is kept.
    const requests = join(served.bench.dataDir, 'requests');
    const [file = ''] = readdirSync(requests).map((name) => join(requests, name));
    const { answer: _, ...unanswered } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify(unanswered));
    expect((await operator.post('/batches/one/cancel')).status).toBe(202);
    await served.bench.verify(1);
    await operator.until('one', 'cancelled');
    expect((await operator.delete(`/lists/${list}`)).status).toBe(204);
    const again = await operator.make(asked, 'key');
    expect(again).toMatchObject({ status: 201, json: { batch: 'one' } });
    expect(await operator.make(asked, 'key')).toMatchObject({ status: 201, text: again.text });
    expect(batchesOf(served.bench.dataDir)).toEqual(['one']);
  });

  it('with an id that is there is refused, and never gone on with', async () => {
    const served = await Served.start();
    const operator = await served.person('operator');
    const list = await operator.send(people(5));
    expect((await operator.make({ list, batch: 'mine' })).status).toBe(201);
    const again = await operator.make({ list, batch: 'mine' });
    expect(again.json).toMatchObject({ status: 409, type: 'urn:rollcall:problem:existing-batch' });
    expect((await operator.make({ list, batch: '../mine' })).status).toBe(422);
    expect((await operator.make({ list, batch: '12' })).status).toBe(422);
  });

  it('is seen by its label’s people alone, who have to name one of theirs', async () => {
    const served = await Served.start();
    const [retail, wealth, all] = [
      await served.person('operator', ['retail']),
      await served.person('operator', ['wealth']),
      await served.person('viewer'),
    ];
    const list = await retail.send(people(5));
    const unnamed = await retail.make({ list });
    expect(unnamed.json).toMatchObject({ status: 422, type: 'urn:rollcall:problem:label-needed' });
    expect((await retail.make({ list, label: 'wealth' })).status).toBe(422);
    const { json } = await retail.make({ list, label: 'retail' });
    const batch = String(json['batch']);
    const paths = ['', '/rows', '/files', '/files/summary.json'];
    const seen = paths.map(async (path) => (await wealth.get(`/batches/${batch}${path}`)).status);
    expect(await Promise.all(seen)).toEqual(paths.map(() => 404));
    const orders = ['start', 'pause', 'resume', 'cancel'];
    const ordered = orders.map(async (order) => (await wealth.post(`/batches/${batch}/${order}`)).status);
    expect(await Promise.all(ordered)).toEqual(orders.map(() => 404));
    expect((await wealth.get('/batches')).json.data).toEqual([]);
    expect((await all.get('/batches')).json.data).toHaveLength(1);
    expect((await all.post(`/batches/${batch}/start`)).status).toBe(403);
    const ownList = await wealth.send(people(5));
    expect((await wealth.make({ list: ownList, label: 'wealth', previous: batch })).status).toBe(404);
    expect((await wealth.make({ list, label: 'wealth' })).status).toBe(404);
  });

  it('that has no label is held against nobody’s list who has to name one', async () => {
    const served = await Served.start();
    await served.bench.verify(1);
    const [admin, retail] = [await served.person('admin'), await served.person('operator', ['retail'])];
    await admin.make({ list: await admin.send(people(5)), batch: 'one', start: true });
    await admin.until('one', 'completed');
    const list = await retail.send(people(5));
    const { json } = await retail.whole(`/lists/${list}/check?previous=latest`);
    expect(json).toMatchObject({ previous: null, calls: 5 });
    const own = await admin.send(people(5));
    const seen = await admin.whole(`/lists/${own}/check?previous=latest`);
    expect(seen.json).toMatchObject({ previous: 'one', calls: 0 });
  });

  it('is listed by page, state, label and words', async () => {
    const served = await Served.start();
    const admin = await served.person('admin');
    const list = await admin.send(people(5), '九月.csv');
    const labels = ['a', 'b', 'a', 'b', 'a'];
    const made = [];
    for (const label of labels) made.unshift((await admin.make({ list, label })).json['batch']);
    const first = await admin.get('/batches?limit=2');
    expect(first.json.data.map(({ batch }) => batch)).toEqual(made.slice(0, 2));
    const second = await admin.get(`/batches?limit=2&after=${first.json.next}`);
    const third = await admin.get(`/batches?limit=2&after=${second.json.next}`);
    expect([...second.json.data, ...third.json.data].map(({ batch }) => batch)).toEqual(made.slice(2));
    expect(third.json.next).toBeNull();
    expect((await admin.get('/batches?label=b')).json.data).toHaveLength(2);
    expect((await admin.get(`/batches?q=${encodeURIComponent('九')}`)).json.data).toHaveLength(5);
    expect((await admin.get('/batches?state=completed')).json.data).toEqual([]);
    expect((await admin.get('/batches?limit=201')).status).toBe(400);
  });
});

describe('a draft', () => {
  it('is started by resume and deleted by cancel at the command line, too', async () => {
    const served = await Served.start();
    await served.bench.verify(1);
    const operator = await served.person('operator');
    const list = await operator.send(people(5));
    await operator.make({ list, batch: 'one' });
    await operator.make({ list, batch: 'two' });
    const request = { batch: 'one', options: {}, ping: false, exitOnChange: false };
    expect(await resume(served.app, request)).toMatchObject({ kind: 'elsewhere' });
    await operator.until('one', 'completed');
    await cancel(served.app, ['two']);
    expect((await operator.get('/batches/two')).status).toBe(404);
    expect(batchesOf(served.bench.dataDir)).toEqual(['one']);
    await operator.make({ list, batch: 'three' });
    const gone = await operator.post('/batches/three/cancel');
    expect(gone).toMatchObject({ status: 202, json: { state: 'cancelled' } });
    expect(batchesOf(served.bench.dataDir)).toEqual(['one']);
  });

  it('that was started and not queued, as a crash leaves it, is queued by whoever looks next', async () => {
    const served = await Served.start();
    await served.bench.verify(1);
    const operator = await served.person('operator');
    const list = await operator.send(people(5));
    await operator.make({ list, batch: 'one' });
    expect(await queueOrdered(served.app, ['one'])).toEqual([]);
    const paths = batchPaths(served.bench.dataDir, 'one');
    const record = await readRecord(paths, 'one');
    await writeRecord(paths, { ...record, draft: { expiresAt: 0, startedAt: 1 } });
    expect(await queueOrdered(served.app, ['one'])).toEqual(['one']);
    await operator.until('one', 'completed');
  });

  it('is started at once where that is asked for, by its sample first where that is', async () => {
    const served = await Served.start();
    await served.bench.verify(1);
    const operator = await served.person('operator');
    const list = await operator.send(people(30));
    const { json } = await operator.make({ list, batch: 'one', start: true });
    expect(json['state']).toMatch(/queued|running|completed/);
    await operator.make({ list, batch: 'two' });
    expect((await operator.post('/batches/two/sample', { rows: 10 })).status).toBe(202);
    const calls = async (): Promise<unknown> => (await operator.get('/batches/two')).json['calls'];
    await expect.poll(calls, PATIENT).toBe(10);
    const sampled = await operator.until('two', 'paused');
    expect(sampled).toMatchObject({ reason: 'sample', sample_rows: 10 });
    expect(sampled['calls']).toBe(10);
    // The rows come with the files of the sample, a moment later.
    const rowsNow = async (): Promise<number> => (await operator.get('/batches/two/rows')).status;
    await expect.poll(rowsNow, PATIENT).toBe(200);
    expect((await operator.get('/batches/two/rows')).json.data).toHaveLength(10);
    expect((await operator.post('/batches/two/sample', { rows: 15 })).status).toBe(202);
    await expect.poll(calls, PATIENT).toBe(15);
    await operator.until('two', 'paused');
    expect((await operator.post('/batches/two/start')).status).toBe(202);
    expect(await operator.until('two', 'completed')).toMatchObject({ calls: 30 });
  });
});

describe('a running batch', () => {
  it('is paused, resumed with other options, and cancelled', async () => {
    const served = await Served.start();
    await served.bench.verify(1);
    const operator = await served.person('operator');
    const list = await operator.send(people(200));
    await operator.make({ list, batch: 'one', start: true, options: { rate: 5 } });
    await operator.until('one', 'running');
    expect((await operator.post('/batches/one/pause')).status).toBe(202);
    await operator.until('one', 'paused');
    const resumed = await operator.post('/batches/one/resume', { options: { rate: 8 } });
    expect(resumed.status).toBe(202);
    await operator.until('one', 'running');
    expect((await readRecord(batchPaths(served.bench.dataDir, 'one'), 'one')).options.rate).toBe(8);
    expect((await operator.post('/batches/one/cancel')).status).toBe(202);
    const ended = await operator.until('one', 'cancelled');
    expect(Number(ended['calls'])).toBeLessThan(200);
    expect((await operator.post('/batches/one/resume')).status).toBe(409);
  });

  it('under an account’s halt is resumed by an administrator alone', async () => {
    const served = await Served.start({ settings: { forceCode: 16 } });
    await served.bench.verify(1);
    const [operator, admin] = [await served.person('operator'), await served.person('admin')];
    const list = await operator.send(people(20));
    await operator.make({ list, batch: 'one', start: true });
    await operator.until('one', 'halted');
    const { data } = (await operator.get('/accounts')).json;
    expect(data[0]).toMatchObject({ halted: { reason: expect.any(String) as string } });
    const refused = await operator.post('/batches/one/resume');
    expect(refused.json).toMatchObject({ status: 409, type: 'urn:rollcall:problem:halted-account' });
    const account = String(data[0]?.['account']);
    expect((await operator.post(`/accounts/${account}/lift-halt`)).status).toBe(403);
    expect((await admin.post(`/accounts/${account}/lift-halt`)).status).toBe(202);
    expect((await admin.post('/accounts/0123456789ab/lift-halt')).status).toBe(404);
  });
});

describe('a batch beyond the limit of calls', () => {
  it('awaits its approval, which its maker can’t give, and is rejected for good', async () => {
    const served = await Served.start();
    await served.bench.verify(1);
    const { dataDir } = served.bench;
    await writeApprovalLimit(approvalLimitPath(dataDir), { calls: 10, by: 'test', at: 1 });
    const [operator, admin, approver] = [
      await served.person('operator'),
      await served.person('admin'),
      await served.person('approver'),
    ];
    const list = await admin.send(people(20));
    const { json } = await admin.make({ list, batch: 'one', start: true });
    expect(json['state']).toBe('awaiting_approval');
    expect((await operator.post('/batches/one/approve')).status).toBe(403);
    expect((await admin.post('/batches/one/approve')).status).toBe(403);
    expect(served.bench.simulator.calls()).toEqual([]);
    expect((await approver.post('/batches/one/approve')).status).toBe(202);
    await operator.until('one', 'completed');
    await admin.make({ list, batch: 'two', start: true });
    expect((await approver.post('/batches/two/reject')).status).toBe(202);
    await operator.until('two', 'cancelled');
    expect((await approver.post('/batches/two/approve')).status).toBe(409);
  });
});

describe('an approval', () => {
  it('is of the calls that were seen: where the batch wants another number by now, nothing is decided', async () => {
    const served = await Served.start();
    await served.bench.verify(1);
    const { dataDir } = served.bench;
    await writeApprovalLimit(approvalLimitPath(dataDir), { calls: 10, by: 'test', at: 1 });
    const [admin, approver] = [await served.person('admin'), await served.person('approver')];
    const list = await admin.send(people(20));
    await admin.make({ list, batch: 'one', start: true, options: { max_calls: 12 } });
    const calls = async (): Promise<unknown> => (await approver.get('/batches/one')).json['approval'];
    expect(await calls()).toMatchObject({ calls: 12 });
    await admin.post('/batches/one/resume', { options: { max_calls: 15 } });
    await vi.waitUntil(
      async () => (await readRecord(batchPaths(dataDir, 'one'), 'one')).options.maxCalls === 15,
    );
    const late = await approver.post('/batches/one/approve', { calls: 12 });
    expect(late.json).toMatchObject({ status: 409, type: 'urn:rollcall:problem:changed-batch' });
    expect(late.json['detail']).toContain('15');
    expect(await calls()).toMatchObject({ calls: 15, allowed: 10 });
    expect(await auditLines(dataDir, { limit: 50 })).not.toContainEqual(
      expect.objectContaining({ act: 'approveBatch' }),
    );
    for (const wrong of [-1, 1.5, '12'])
      expect((await approver.post('/batches/one/approve', { calls: wrong })).status).toBe(422);
    expect((await approver.post('/batches/one/approve', { calls: 15 })).status).toBe(202);
    await approver.until('one', 'halted');
    expect(served.bench.simulator.calls()).toHaveLength(15);
  });

  it('that came while no worker lived lets the batch go on all the same', async () => {
    const served = await Served.start();
    await served.bench.verify(1);
    const { dataDir } = served.bench;
    await writeApprovalLimit(approvalLimitPath(dataDir), { calls: 10, by: 'test', at: 1 });
    await served.bench.create('one', { rows: 20, createdBy: { id: 'lin', by: 'terminal' } });
    const paths = batchPaths(dataDir, 'one');
    expect(await queueOrdered(served.app, ['one'])).toEqual([]);
    await decideApproval(dataDir, 'one', 'approved', { by: 'wang', how: 'key', at: 1 }, () =>
      Promise.resolve(),
    );
    expect((await readState(paths, await readRecord(paths, 'one'))).state).toBe('queued');
    expect(await queueOrdered(served.app, ['one'])).toEqual(['one']);
    await (await served.person('viewer')).until('one', 'completed');
  });

  it('is on record and answered though Redis is silent', async () => {
    const served = await Served.start();
    const { dataDir } = served.bench;
    await writeApprovalLimit(approvalLimitPath(dataDir), { calls: 10, by: 'test', at: 1 });
    const [admin, approver] = [await served.person('admin'), await served.person('approver')];
    const list = await admin.send(people(20));
    await admin.make({ list, batch: 'one', start: true });
    const { shared } = served.app;
    if (shared === undefined) throw new Error('the interface keeps a connection');
    let speak: () => void = () => undefined;
    const silence = new Promise<void>((resolve) => (speak = resolve));
    const controlOf = shared.controlOf.bind(shared);
    vi.spyOn(shared, 'controlOf').mockImplementation((record) => {
      const control = controlOf(record);
      vi.spyOn(control, 'retune').mockImplementation(() => silence);
      return control;
    });
    expect((await approver.post('/batches/one/approve')).status).toBe(202);
    expect((await readRecord(batchPaths(dataDir, 'one'), 'one')).approved).toMatchObject({ by: approver.id });
    speak();
  });
});

describe('a correction', () => {
  it('is a batch of the mended rows alone, whose outcomes stand in their places', async () => {
    const served = await Served.start();
    await served.bench.verify(1);
    const operator = await served.person('operator');
    const [header = '', ...lines] = people(6).trimEnd().split('\n');
    const cells = (lines[2] ?? '').split(',');
    const wrong = [cells[0], cells[1], '123', cells[3]].join(',');
    const list = await operator.send([header, ...lines.with(2, wrong), ''].join('\n'));
    await operator.make({ list, batch: 'one', start: true, label: 'east' });
    await operator.until('one', 'completed');
    const calls = served.bench.simulator.calls().length;
    const rows = [{ row: 3, name: cells[1], id_number: cells[2] }];
    const made = await operator.post('/batches/one/corrections', { rows, start: true });
    expect(made.status).toBe(201);
    const batch = String(made.json['batch']);
    expect(made.json).toMatchObject({ label: 'east', rows: 1 });
    await operator.until(batch, 'completed');
    expect(served.bench.simulator.calls().length).toBe(calls + 1);
    const { text } = await operator.get('/batches/one/files/corrected.csv');
    expect(text.split('\n')[3]).toContain(`${cells[1]},${cells[2]},${cells[3]},match`);
    const none = await operator.post('/batches/one/corrections', {
      rows: [{ row: 99, name: 'a', id_number: 'b' }],
    });
    expect(none.status).toBe(422);
    expect((await operator.post('/batches/one/corrections', { rows: [] })).status).toBe(422);
    const viewer = await served.person('viewer');
    expect((await viewer.post('/batches/one/corrections', { rows })).status).toBe(403);
    expect((await served.ports.lists.all()).map(({ name }) => name)).toEqual(['people.csv']);
  });
});
