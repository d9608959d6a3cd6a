// Rows and files over HTTP: masked or on record, for who may have them, in parts, and unchanged in between.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLines } from '../../support/audit-lines.js';
import { peopleCsv } from '../../../src/simulator/index.js';
import { readCsv } from '../../e2e/user.js';
import { Served, type Person } from './served.js';

const COUNT = 60;
const PEOPLE = [...peopleCsv({ count: COUNT, seed: 5, mix: 'fixture' })].join('');

let served: Served;
let operator: Person;
let close: () => Promise<void>;

beforeAll(async () => {
  [served, close] = await Served.startForAll();
  await served.bench.verify(1);
  operator = await served.person('operator');
  const list = await operator.send(PEOPLE);
  await operator.make({
    list,
    batch: 'one',
    label: 'retail',
    start: true,
    options: { xlsx: true, split: true },
  });
  await operator.until('one', 'completed');
});
afterAll(() => close());

function file(name: string): string {
  return readFileSync(join(served.bench.dataDir, 'batches', 'one', name), 'utf8');
}

function statusesOf(person: Person, names: readonly string[]): Promise<number[]> {
  return Promise.all(names.map(async (name) => (await person.get(`/batches/one/files/${name}`)).status));
}

async function allRows(query: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let after = '';
  for (;;) {
    const { json, status } = await operator.get(`/batches/one/rows?${query}${after}`);
    expect(status).toBe(200);
    rows.push(...json.data);
    if (json.next === null) return rows;
    after = `&after=${encodeURIComponent(json.next)}`;
  }
}

describe('rows', () => {
  it('come by page and status, each once and in order, masked', async () => {
    const written = readCsv(file('outcomes.csv'));
    const rows = await allRows('limit=7');
    expect(rows.map(({ row }) => row)).toEqual(written.map((line) => Number(line['verify_row'])));
    expect(rows.map(({ status }) => status)).toEqual(written.map((line) => line['verify_status']));
    expect(rows.map(({ code }) => code ?? '')).toEqual(written.map((line) => line['verify_code']));
    const text = JSON.stringify(rows.map(({ name, id_number: number }) => [name, number]));
    const inClear = written.filter((line) => {
      const [name, number] = [line['姓名'] ?? '', line['身份证号'] ?? ''];
      return (name.length > 1 && text.includes(`"${name}"`)) || (number.length > 8 && text.includes(number));
    });
    expect(inClear).toEqual([]);
    const matches = await allRows('limit=5&status=match');
    const wanted = written.filter((line) => line['verify_status'] === 'match');
    expect(matches.map(({ row }) => row)).toEqual(wanted.map((line) => Number(line['verify_row'])));
    // A place in another version of the file is none; the rows after that one come all the same.
    const { json } = await operator.get('/batches/one/rows?limit=2&after=3:3:1:1-1');
    expect(json.data.map(({ row }) => row)).toEqual([4, 5]);
    // Nor is one in the middle of a row, whose cells would stand in other columns.
    const first = await operator.get('/batches/one/rows?limit=1');
    const [last, row, byteStart = '', version] = String(first.json.next).split(':');
    const next = await operator.get(`/batches/one/rows?limit=3&after=${first.json.next}`);
    const behindComma = Buffer.from(file('outcomes.csv')).indexOf(',', Number(byteStart)) + 1;
    const within = [last, row, behindComma, version].join(':');
    const found = await operator.get(`/batches/one/rows?limit=3&after=${within}`);
    expect(found.json.data).toEqual(next.json.data);
    const pages = [next, found].map((page) => operator.get(`/batches/one/rows?after=${page.json.next}`));
    const [behind, alsoBehind] = await Promise.all(pages);
    expect(alsoBehind?.json.data).toEqual(behind?.json.data);
    expect((await operator.get('/batches/one/rows?status=nothing')).status).toBe(400);
  });

  it('are revealed to who may, on record', async () => {
    const [line] = readCsv(file('outcomes.csv'));
    const { json } = await operator.get('/batches/one/rows?limit=1&reveal=true');
    expect(json.data[0]).toMatchObject({ name: line?.['姓名'], id_number: line?.['身份证号'] });
    const [act] = await auditLines(served.bench.dataDir, { limit: 1 });
    expect(act).toMatchObject({ act: 'revealRows', batch: 'one' });
    const statuses = [];
    for (const role of ['viewer', 'approver', 'accountant'] as const) {
      const person = await served.person(role);
      statuses.push((await person.get('/batches/one/rows')).status);
      statuses.push((await person.get('/batches/one/rows?reveal=true')).status);
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 403]);
  });
});

describe('files', () => {
  it('come as they lie there, each for who may have it, on record', async () => {
    const viewer = await served.person('viewer', ['retail']);
    const outcomes = await operator.get('/batches/one/files/outcomes.csv');
    expect(outcomes.text).toBe(file('outcomes.csv').replace(/^\uFEFF/, ''));
    expect(outcomes.headers.get('content-disposition')).toBe('attachment; filename="one.outcomes.csv"');
    const [act] = await auditLines(served.bench.dataDir, { limit: 1 });
    expect(act).toMatchObject({ act: 'getBatchFileWithRows', batch: 'one' });
    const withRows = ['outcomes.csv', 'outcomes.xlsx', 'outcomes.match.csv'];
    const figures = ['attempts.csv', 'summary.json', 'batch.html'];
    expect(await statusesOf(operator, withRows)).toEqual([200, 200, 200]);
    expect(await statusesOf(viewer, withRows)).toEqual([403, 403, 403]);
    expect(await statusesOf(viewer, figures)).toEqual([200, 200, 200]);
    const { headers } = await viewer.get('/batches/one/files/batch.html');
    expect(headers.get('content-security-policy')).toMatch(/^sandbox;/);
    const strange = ['work%2Fbatch.json', '..%2F..%2Fkey', 'nothing.csv', '%00'];
    expect(await statusesOf(operator, strange)).toEqual([400, 400, 400, 400]);
    expect((await operator.get('/batches/one/files/changes.csv')).status).toBe(404);
    const listed = (await viewer.get('/batches/one/files')).json.data.map(({ name }) => name);
    expect(listed).toEqual(['batch.html', 'attempts.csv', 'summary.json']);
    const own = (await operator.get('/batches/one/files')).json.data.map(({ name }) => name);
    expect(own).toEqual(expect.arrayContaining(['outcomes.csv', 'outcomes.match.csv', 'outcomes.xlsx']));
  });

  it('come in parts, and not again where somebody has them', async () => {
    const bytes = readFileSync(join(served.bench.dataDir, 'batches', 'one', 'attempts.csv'));
    const path = '/batches/one/files/attempts.csv';
    const part = async (
      range: string,
      headers = {},
    ): Promise<{ status: number; body: Buffer; range: unknown }> => {
      const response = await operator.request('GET', path, { headers: { range, ...headers } });
      const body = Buffer.from(await response.arrayBuffer());
      return { status: response.status, body, range: response.headers.get('content-range') };
    };
    const size = bytes.length;
    expect(await part('bytes=0-9')).toEqual({
      status: 206,
      body: bytes.subarray(0, 10),
      range: `bytes 0-9/${size}`,
    });
    expect((await part('bytes=10-')).body).toEqual(bytes.subarray(10));
    expect((await part('bytes=-5')).body).toEqual(bytes.subarray(-5));
    expect(await part(`bytes=${size}-`)).toMatchObject({ status: 416, range: `bytes */${size}` });
    expect((await part('bytes=5-2')).status).toBe(200);
    expect((await part('bytes=0-1,4-5')).body).toEqual(bytes);
    const head = await operator.request('HEAD', path);
    const etag = head.headers.get('etag') ?? '';
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(size)]);
    expect((await operator.get(path, { 'if-none-match': etag })).status).toBe(304);
    expect((await part('bytes=0-9', { 'if-range': etag })).status).toBe(206);
    expect((await part('bytes=0-9', { 'if-range': '"another"' })).status).toBe(200);
  });
});
