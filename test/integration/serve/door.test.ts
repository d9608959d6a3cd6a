// What every request meets before its route: the name it asks by, who asks, how often, and in which form a refusal comes.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../../../src/access/permissions.js';
import { documentOf } from '../../../src/serve/http-app.js';
import { Served, type Person } from './served.js';

describe('a request', () => {
  it('is answered under the service’s own name alone, with headers that let a browser do nothing', async () => {
    const served = await Served.start();
    const admin = await served.person('admin');
    const strange = await admin.request('GET', '/batches', { headers: { host: 'evil.example' } });
    expect(strange.status).toBe(421);
    const { status, headers } = await admin.get('/batches');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('of nobody known is 401, of a role that may not 403, for what is not there 404, each as a problem', async () => {
    const served = await Served.start();
    const viewer = await served.person('viewer');
    const unknown = await served.stranger.get('/batches');
    expect(unknown.status).toBe(401);
    expect(unknown.headers.get('www-authenticate')).toBe('Bearer');
    expect(unknown.headers.get('content-type')).toBe('application/problem+json');
    expect(unknown.json).toMatchObject({ type: 'urn:rollcall:problem:unauthenticated', status: 401 });
    const forbidden = await viewer.make({ list: '0'.repeat(32) });
    expect(forbidden.json).toMatchObject({ type: 'urn:rollcall:problem:forbidden', status: 403 });
    const nothing = await viewer.get('/batches/nothing');
    expect(nothing.json).toMatchObject({ type: 'urn:rollcall:problem:not-found', status: 404 });
    expect((await viewer.get('/nowhere')).status).toBe(404);
    const chinese = await viewer.get('/batches/nothing', { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.1' });
    expect(chinese.json['title']).toMatch(/\p{Script=Han}/u);
  });

  it('that is wrong in form says where, and repeats nothing of what was given', async () => {
    const served = await Served.start();
    const operator = await served.person('operator');
    const wrong = await operator.make({
      list: '张三',
      options: { on_finish: 'rm', rate: 'fast' },
      out: '/etc',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.json['type']).toBe('urn:rollcall:problem:invalid-request');
    const errors = wrong.json['errors'] as { at: string }[];
    expect(errors.map(({ at }) => at)).toEqual(expect.arrayContaining(['list', 'options.rate']));
    expect(wrong.text).not.toMatch(/张三|fast|\/etc/);
    const noJson = await operator.request('POST', '/batches', {
      body: '{"list":',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'one' },
    });
    expect(noJson.status).toBe(400);
    const withoutKey = await operator.post('/batches', { list: '0'.repeat(32) });
    expect(withoutKey.status).toBe(400);
    const huge = await operator.request('POST', '/batches', {
      body: JSON.stringify({ list: 'x'.repeat(9_000_000) }),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'one' },
    });
    expect(huge.status).toBe(413);
  });

  it('that comes too often is told when it may come again', async () => {
    const served = await Served.start({ requestsPerMinute: 3 });
    const viewer = await served.person('viewer');
    const other = await served.person('viewer');
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await viewer.get('/batches')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await viewer.get('/batches');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await other.get('/batches')).status).toBe(200);
  });
});

describe('the document', () => {
  let served: Served;
  let admin: Person;
  let close: () => Promise<void>;
  beforeAll(async () => {
    [served, close] = await Served.startForAll();
    admin = await served.person('admin');
  });
  afterAll(() => close());

  it('is OpenAPI 3.1, and each of its operations is in the table of who may do what', async () => {
    const { json } = await served.stranger.get('/openapi.json');
    expect(json['openapi']).toBe('3.1.0');
    const paths = json['paths'] as Record<string, Record<string, { operationId?: string }>>;
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.length).toBeGreaterThan(15);
    expect(ids.filter((id) => id === undefined || !Object.hasOwn(PERMISSIONS, id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(documentOf).toBeTypeOf('function');
    expect((await admin.get('/openapi.json')).status).toBe(200);
  });
});
