// The stat client against a real HTTP server: what it sends, what it takes for figures, when it tries again.

import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { EXIT } from '../../../../src/domain/user-error.js';
import { CountsError } from '../../../../src/provider/counts-error.js';
import { fetchStat } from '../../../../src/provider/youtu/stat-client.js';
import { NOW, statServer, type Answer, type StatServer } from '../../reconcile/stat-server.js';

const sample1 = readFileSync(new URL('../../reconcile/sample-1.json', import.meta.url), 'utf8');
const sample2 = readFileSync(new URL('../../reconcile/sample-2.json', import.meta.url), 'utf8');
const TWO_DAYS = { from: '2017-09-01', to: '2017-09-02' };
const ONE_DAY = { from: '2017-09-01', to: '2017-09-01' };

const servers: StatServer[] = [];

async function serve(...answers: Answer[]): Promise<StatServer> {
  const server = await statServer(...answers);
  servers.push(server);
  return server;
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function failureOf(server: StatServer): Promise<CountsError> {
  const error: unknown = await fetchStat(server.settings, ONE_DAY).catch((reason: unknown) => reason);
  if (error instanceof CountsError) return error;
  throw new Error(`expected a CountsError, not ${String(error)}`);
}

test('the days go as the JSON body of a GET, under a signature that the secret key makes', async () => {
  const server = await serve({ body: sample2 });
  await fetchStat(server.settings, TWO_DAYS);
  const [asked] = server.asked;
  expect(asked).toMatchObject({ method: 'GET', url: '/verifyc/stat' });
  expect(JSON.parse(asked?.body ?? '')).toEqual({ start: '2017-09-01', end: '2017-09-02' });
  const signature = Buffer.from(asked?.headers.authorization ?? '', 'base64');
  const original = signature.subarray(20);
  expect(createHmac('sha1', 'verysecretkey').update(original).digest()).toEqual(signature.subarray(0, 20));
  const seconds = NOW / 1000;
  expect(original.toString()).toMatch(
    new RegExp(`^a=1&b=b&k=AKIDid&e=${seconds + 3600}&t=${seconds}&r=\\d+&u=0&f=$`),
  );
});

test('where a gateway strips the body, the days go in the query string', async () => {
  const server = await serve({ body: sample2 });
  await fetchStat({ ...server.settings, dates: 'query' }, TWO_DAYS);
  expect(server.asked[0]).toMatchObject({ url: '/verifyc/stat?start=2017-09-01&end=2017-09-02', body: '' });
});

test('the figures are asked for through the proxy of the settings, but for hosts that need none', async () => {
  const server = await serve({ body: sample2 });
  const proxy = { httpProxy: 'http://127.0.0.1:1' };
  await expect(fetchStat({ ...server.settings, proxy }, TWO_DAYS)).rejects.toMatchObject({
    failure: 'unreachable',
  });
  expect(server.asked).toHaveLength(0);
  await fetchStat({ ...server.settings, proxy: { ...proxy, noProxy: '127.0.0.1' } }, TWO_DAYS);
  expect(server.asked).toHaveLength(1);
});

test("the document's first sample is read row by row", async () => {
  const server = await serve({ body: sample1 });
  const { summary, list } = await fetchStat(server.settings, ONE_DAY);
  expect(summary.get('0')).toBe(382_101);
  expect(list.map(({ date }) => date)).toEqual(
    [0, 5, 10, 15].map((m) => `2017-09-01 00:${String(m).padStart(2, '0')}:00`),
  );
  expect(list[3]?.counts).toEqual(
    new Map([
      ['0', 369],
      ['-5803', 3],
      ['-5804', 2],
      ['-5806', 4],
      ['-5807', 1],
    ]),
  );
});

test.each([
  ['behind a byte-order mark', { body: `\uFEFF${sample2}` }],
  ['as gzip', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(sample2) }],
  ['as gzip of which nothing is said', { body: gzipSync(sample2) }],
  ['as brotli', { headers: { 'content-encoding': 'br' }, body: brotliCompressSync(sample2) }],
  ['with the comma of the other document', { body: sample2.trim().replace(/}$/, ',}') }],
  ['with a code in quotes', { body: sample2.replace(/"code":\s*0/, '"code":"0"') }],
  ['with counts in quotes', { body: sample2.replace(/("-?\d+":\s*)(\d+)/g, '$1"$2"') }],
  ['with a message that is null', { body: { ...(JSON.parse(sample2) as object), message: null } }],
] satisfies [string, Answer][])('figures are read %s', async (_, answer) => {
  const server = await serve(answer);
  const { summary } = await fetchStat(server.settings, TWO_DAYS);
  expect(summary.get('0')).toBe(799_789);
  expect(server.asked).toHaveLength(1);
});

test.each([
  [[]],
  [null],
  [{}],
  [{ summary: [], list: {} }],
  [{ summary: null, list: null }],
  [{ summary: { 0: null } }],
])('where nothing was counted, data may be %j', async (data) => {
  const { summary, list } = await fetchStat((await serve({ body: { code: 0, data } })).settings, TWO_DAYS);
  expect([summary.get('0') ?? 0, list]).toEqual([0, []]);
});

test.each([
  ['70003', { body: { code: 70003, message: 'later' } }],
  ['a failure of the gateway', { status: 502, body: '<html>Bad Gateway</html>' }],
  ['figures under a status that is a failure', { status: 500, body: sample2 }],
  ['text that is no JSON', { body: 'OK' }],
  ['counts that are no numbers', { body: { code: 0, data: { summary: { 0: 'many' }, list: [] } } }],
  ['a cut connection', { body: 'cut' }],
] satisfies [string, Answer][])('%s is tried again with growing waits', async (_, answer) => {
  const server = await serve(answer, answer, { body: sample2 });
  const { summary } = await fetchStat(server.settings, TWO_DAYS);
  expect(summary.get('0')).toBe(799_789);
  expect(server.waitsMs).toEqual([50, 100]);
});

test('after the last attempt it gives up and says what to do', async () => {
  const server = await serve({ body: { code: 70003, message: '查询统计数据失败，请稍候再试' } });
  const error = await failureOf(server);
  expect(error.failure).toBe('unavailable');
  expect(error.message).toContain('70003 (查询统计数据失败，请稍候再试)');
  expect(server.asked).toHaveLength(3);
});

test('70001 is final, stands for the credentials and keeps the secret', async () => {
  const server = await serve({
    headers: { date: new Date(NOW).toUTCString() },
    body: { code: 70001, message: '' },
  });
  const error = await failureOf(server);
  expect(error).toMatchObject({ failure: 'credentials', exitStatus: EXIT.halted });
  expect(error.message).toContain('ROLLCALL_SECRET_KEY');
  expect(error.message).not.toContain('clock');
  expect(error.message).not.toContain('verysecretkey');
  expect(server.asked).toHaveLength(1);
});

test('70001 under a clock that is wrong says so', async () => {
  const date = new Date(NOW + 12 * 60_000).toUTCString();
  const error = await failureOf(await serve({ headers: { date }, body: { code: 70001, message: '' } }));
  expect(error.message).toContain("clock is 12 min behind the provider's");
});

test('70002 is final and names the days', async () => {
  const server = await serve({ body: { code: 70002, message: '' } });
  const error = await failureOf(server);
  expect(error).toMatchObject({ failure: 'dates', exitStatus: EXIT.usage });
  expect(error.message).toContain('2017-09-01');
  expect(server.asked).toHaveLength(1);
});

test('an answer that never comes is a time-out', async () => {
  const server = await serve({ body: 'hang' });
  const settings = { ...server.settings, timeoutMs: 50, maxAttempts: 1 };
  await expect(fetchStat(settings, ONE_DAY)).rejects.toMatchObject({ failure: 'unreachable' });
});

test('an answer without end is not read to its end', async () => {
  const server = await serve({ body: ' '.repeat(5 * 1024 * 1024) });
  await expect(fetchStat(server.settings, ONE_DAY)).rejects.toThrow('longer than an answer can be');
});

test('a wrong address is not tried again', async () => {
  const server = await serve({ status: 404, body: 'not found' });
  const error = await failureOf(server);
  expect(error.message).toContain('HTTP 404');
  expect(server.asked).toHaveLength(1);
});

test.each([
  ['{}', {}],
  ['empty arrays', { summary: [], list: [] }],
  ['null', { summary: null, list: null }],
])('a day without calls may be %s', async (_, data) => {
  const server = await serve({ body: { code: 0, message: '', data } });
  expect(await fetchStat(server.settings, ONE_DAY)).toEqual({ summary: new Map(), list: [] });
});
