// Lists over HTTP: sent whole or in pieces, kept for who sent them, within limits, and checked without a call.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sweepLists } from '../../../src/lists/expiry.js';
import { listPaths } from '../../../src/lists/kept-list.js';
import { createLog } from '../../../src/log.js';
import { Once } from '../../../src/app/once.js';
import { beginUpkeep } from '../../../src/serve/upkeep.js';
import { peopleCsv } from '../../../src/simulator/index.js';
import { filesUnder } from '../../e2e/user.js';
import { Served, type Person } from './served.js';

const PEOPLE = [...peopleCsv({ count: 40, seed: 5, mix: 'fixture' })].join('');

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

describe('a list', () => {
  it('is kept whole, for its owner’s eyes, and seen by who sent it and by an administrator', async () => {
    const served = await Served.start();
    const [operator, other, admin] = [
      await served.person('operator'),
      await served.person('operator'),
      await served.person('admin'),
    ];
    const sent = await operator.request('POST', `/lists?name=${encodeURIComponent('../a/客户 1.csv')}`, {
      body: PEOPLE,
    });
    expect(sent.status).toBe(201);
    const kept = (await sent.json()) as Record<string, string>;
    expect(kept).toMatchObject({
      name: '客户 1.csv',
      bytes: Buffer.byteLength(PEOPLE),
      sha256: sha256(PEOPLE),
    });
    expect(kept['expires_at']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+\+08:00$/);
    for (const file of filesUnder(join(served.bench.dataDir, 'lists'))) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
    const path = `/lists/${kept['list']}/check`;
    expect((await operator.get(path)).status).toBe(200);
    expect((await admin.get(path)).status).toBe(200);
    expect((await other.get(path)).status).toBe(404);
    expect((await operator.delete(`/lists/${kept['list']}`)).status).toBe(204);
    expect((await operator.get(path)).status).toBe(404);
    expect(filesUnder(join(served.bench.dataDir, 'lists'))).toEqual([]);
  });

  it('is checked as the command line does it, with ten masked rows, and calls nobody', async () => {
    const served = await Served.start();
    const operator = await served.person('operator');
    const list = await operator.send(PEOPLE, '客户.csv');
    const { json, status } = await operator.whole(`/lists/${list}/check`);
    expect(status).toBe(200);
    expect(json).toMatchObject({ complete: true, file: '客户.csv', rows: 40, sha256: sha256(PEOPLE) });
    const sample = json['sample'] as { name: string; id_number: string }[];
    expect(sample).toHaveLength(10);
    for (const { name, id_number: number } of sample) {
      expect(name).toMatch(/\*$|^$/);
      expect(number).toMatch(/^(\d{3}\*\*\*[\dXx]{2}|\*\*\*|)$/);
    }
    expect(served.bench.simulator.calls()).toEqual([]);
    const unread = await operator.get(`/lists/${list}/check?name_column=nobody`);
    expect(unread.status).toBe(422);
    expect(unread.json['type']).toBe('urn:rollcall:problem:unclear-list');
    // Where it lies on the server is nobody's business.
    expect(unread.text).not.toContain(served.bench.dataDir);
    expect((await operator.get(`/lists/${list}/check?encoding=klingon`)).status).toBe(400);
    expect((await operator.get(`/lists/${list}/check?previous=nobody`)).status).toBe(404);
  });

  it('is refused beyond what its sender may have lying here, and leaves nothing behind', async () => {
    const served = await Served.start({ limits: { senderBytes: 1_000, listBytes: 800 } });
    const [operator, other] = [await served.person('operator'), await served.person('operator')];
    const send = async (person: Person, bytes: number): Promise<number> =>
      (await person.request('POST', '/lists?name=a.csv', { body: 'x'.repeat(bytes) })).status;
    expect(await send(operator, 801)).toBe(413);
    expect(await send(operator, 700)).toBe(201);
    expect(await send(operator, 700)).toBe(507);
    expect(await send(other, 700)).toBe(201);
    expect(readdirSync(join(served.bench.dataDir, 'lists'))).toHaveLength(2);
  });

  it('is refused where the disk would be too full for batches', async () => {
    const served = await Served.start({ limits: { spareBytes: Number.MAX_SAFE_INTEGER } });
    const operator = await served.person('operator');
    const { status, headers } = await operator.request('POST', '/lists?name=a.csv', { body: 'x' });
    expect([status, headers.get('content-type')]).toEqual([507, 'application/problem+json']);
  });

  it('whose record is damaged keeps no other from being sent, and from going when its time is over', async () => {
    const served = await Served.start({ limits: { keptMs: 1 } });
    const operator = await served.person('operator');
    const { dataDir } = served.bench;
    const damaged = listPaths(dataDir, 'e'.repeat(32));
    mkdirSync(damaged.directory, { recursive: true });
    writeFileSync(damaged.record, '{');
    expect(await operator.send(PEOPLE)).toMatch(/^[0-9a-f]{32}$/);
    let looks = 0;
    const uploads = {
      finishAll: () => {
        looks += 1;
        return Promise.resolve();
      },
    };
    const end = await beginUpkeep({
      app: served.app,
      uploads,
      index: served.ports.index,
      once: new Once(served.app.config),
      log: createLog('silent'),
    });
    await end();
    expect(looks).toBe(1);
    expect(readdirSync(join(dataDir, 'lists'))).toEqual(['e'.repeat(32)]);
  });

  it('goes when its time is over, and so does what a crash left of one', async () => {
    const served = await Served.start({ limits: { keptMs: 1_000 } });
    const operator = await served.person('operator');
    const list = await operator.send(PEOPLE);
    const { dataDir } = served.bench;
    const left = listPaths(dataDir, 'f'.repeat(32));
    mkdirSync(left.directory);
    writeFileSync(left.data, '');
    const daysAgo = (Date.now() - 2 * 86_400_000) / 1000;
    await sweepLists(dataDir, Date.now());
    expect(readdirSync(join(dataDir, 'lists')).toSorted()).toEqual([list, 'f'.repeat(32)].toSorted());
    utimesSync(left.data, daysAgo, daysAgo);
    await sweepLists(dataDir, Date.now() + 2_000);
    expect(readdirSync(join(dataDir, 'lists'))).toEqual([]);
  });
});

const TUS = { 'tus-resumable': '1.0.0' };

async function begin(person: Person, bytes: number, name = 'people.csv'): Promise<string> {
  const { headers, status } = await person.request('POST', '/uploads', {
    headers: {
      ...TUS,
      'upload-length': String(bytes),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
    },
  });
  expect(status).toBe(201);
  return headers.get('location')?.split('/').at(-1) ?? '';
}

function patch(person: Person, upload: string, offset: number, body: string | Uint8Array): Promise<Response> {
  return person.request('PATCH', `/uploads/${upload}`, {
    body,
    headers: { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
  });
}

async function offsetOf(person: Person, upload: string): Promise<number> {
  const { headers } = await person.request('HEAD', `/uploads/${upload}`, { headers: TUS });
  return Number(headers.get('upload-offset'));
}

describe('an upload', () => {
  it('goes on where it was cut off, in another process too, and becomes a list', async () => {
    const served = await Served.start();
    const operator = await served.person('operator');
    const whole = Buffer.from(PEOPLE);
    const [first, second] = [whole.subarray(0, 300), whole.subarray(300)];
    const bytes = whole.length;
    const upload = await begin(operator, bytes, '名单.csv');
    expect((await patch(operator, upload, 0, first)).status).toBe(204);
    const at = first.length;
    expect(await offsetOf(operator, upload)).toBe(at);
    expect((await operator.get(`/lists?upload=${upload}`)).status).toBe(404);
    const restarted = await Served.on(served.bench);
    const again = await restarted.person('admin');
    expect((await patch(again, upload, 0, first)).status).toBe(409);
    expect((await patch(again, upload, at, second)).status).toBe(204);
    const { json } = await operator.get(`/lists?upload=${upload}`);
    expect(json).toMatchObject({ list: upload, name: '名单.csv', bytes, sha256: sha256(PEOPLE) });
    // What was sent is handed out to nobody, as nothing would be on record.
    expect((await operator.get(`/uploads/${upload}`)).status).toBe(404);
    // Who missed the last answer asks, and is told that all has come.
    expect(await offsetOf(operator, upload)).toBe(bytes);
    for (const file of filesUnder(served.bench.dataDir).filter((path) => /lists|uploads/.test(path))) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
    const { data } = listPaths(served.bench.dataDir, upload);
    expect(readFileSync(data, 'utf8')).toBe(PEOPLE);
  });

  it('counts against the quota with all that are sent at the same time, and with lists that are sent whole', async () => {
    const served = await Served.start({ limits: { senderBytes: 1_000 } });
    const [operator, other] = [await served.person('operator'), await served.person('operator')];
    const headers = { ...TUS, 'upload-length': '300' };
    const begun = await Promise.all(
      Array.from({ length: 10 }, () => operator.request('POST', '/uploads', { headers })),
    );
    const withStatus = (sought: number): number => begun.filter(({ status }) => status === sought).length;
    expect([withStatus(201), withStatus(507)]).toEqual([3, 7]);
    expect((await operator.get('/uploads')).json.data).toHaveLength(3);
    const send = async (person: Person, bytes: number): Promise<number> =>
      (await person.request('POST', '/lists?name=a.csv', { body: 'x'.repeat(bytes) })).status;
    expect(await send(operator, 101)).toBe(507);
    expect(await send(operator, 100)).toBe(201);
    expect(await send(other, 900)).toBe(201);
    // What has become a list is counted as one, once.
    const [upload = ''] = begun.flatMap(({ headers: said }) => said.get('location')?.split('/').at(-1) ?? []);
    expect((await patch(operator, upload, 0, 'x'.repeat(300))).status).toBe(204);
    expect((await operator.delete(`/lists/${upload}`)).status).toBe(204);
    expect(await send(operator, 300)).toBe(201);
    expect(await send(operator, 1)).toBe(507);
  });

  it('is nobody else’s, and is held against the quota before it is sent', async () => {
    const served = await Served.start({ limits: { senderBytes: 1_000 } });
    const [operator, other] = [await served.person('operator'), await served.person('operator')];
    const upload = await begin(operator, 900);
    expect((await other.request('HEAD', `/uploads/${upload}`, { headers: TUS })).status).toBe(404);
    expect((await patch(other, upload, 0, 'x')).status).toBe(404);
    const more = await operator.request('POST', '/uploads', { headers: { ...TUS, 'upload-length': '200' } });
    expect(more.status).toBe(507);
    expect(more.headers.get('content-type')).toBe('application/problem+json');
    const viewer = await served.person('viewer');
    expect((await viewer.request('POST', '/uploads', { headers: TUS })).status).toBe(403);
    expect((await operator.request('POST', '/uploads', {})).status).toBe(412);
  });
});
