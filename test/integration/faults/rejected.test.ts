// HTTP statuses that are no answer: a row that a firewall dislikes ends by itself, within its attempts; what many rows
// share halts the account, and costs none of them an attempt.

import { readFileSync } from 'node:fs';
import { describe, expect, test, type TestContext } from 'vitest';
import {
  good,
  startAnomalousService,
  type AnomalousService,
  type AnswerCall,
} from '../../support/anomalous-service.js';
import { Bench, counts } from './bench.js';
import { generatePeople, type Person } from './people.js';

/** A name that firewalls have taken for something else. */
const DISLIKED = '阿里木·买买提';

const ONE_AT_A_TIME = { ROLLCALL_CONCURRENCY: '1' };

async function begin(
  answer: AnswerCall,
  context: Pick<TestContext, 'onTestFinished'>,
): Promise<{ service: AnomalousService; bench: Bench }> {
  const service = await startAnomalousService(answer);
  context.onTestFinished(() => service.close());
  return { service, bench: await Bench.start({ authUrl: service.url }, context) };
}

const page = (status: number, headers: Readonly<Record<string, string>> = {}): AnswerCall => {
  return (_asked, response) => response.writeHead(status, headers).end(`<html>${status}</html>`);
};
const well: AnswerCall = ({ count }, response) => response.end(good(count));

function listOf(name: string): Person[] {
  const text = readFileSync(new URL(`../../../fixtures/cases/${name}`, import.meta.url), 'utf8');
  const lines = text.replace('\uFEFF', '').trim().split(/\r?\n/).slice(1);
  return lines.map((line) => {
    const [person = '', idNumber = ''] = line.split(',');
    return { name: person, idNumber };
  });
}

describe('a firewall that dislikes a name', () => {
  test.concurrent.for([400, 403, 413, 422])(
    '(%i) costs that row its attempts and nobody else anything',
    async (status, context) => {
      const { service, bench } = await begin((asked, response, request) => {
        (/['·]/.test(asked.name) ? page(status) : well)(asked, response, request);
      }, context);
      await bench.verify(1, { ROLLCALL_CONCURRENCY: '4' });
      const people = listOf('waf.csv');
      expect(await bench.run('b', { people })).toMatchObject({ state: 'completed' });
      expect(counts(bench.summary('b'))).toEqual({ match: people.length - 1, error: 1 });
      expect(service.callsFor({ name: "O'Brien Mary" })).toBe(6);
      expect(service.asked).toHaveLength(people.length - 1 + 6);
      const row = bench.outcomes('b').find(({ verify_status: own }) => own === 'error');
      expect(row).toMatchObject({ verify_code: '', verify_attempts: '6' });
      expect(row?.['verify_message']).toContain(`HTTP status ${status}`);
      const attempts = bench.attempts('b').filter(({ http_status: own }) => own === String(status));
      expect(attempts.map(({ result }) => result)).toEqual(Array.from({ length: 6 }, () => 'in_doubt'));
    },
  );

  test.concurrent('ends that row in error also where rows in doubt are held', async (context) => {
    const { service, bench } = await begin((asked, response, request) => {
      (asked.name === DISLIKED ? page(403) : well)(asked, response, request);
    }, context);
    await bench.verify(1, ONE_AT_A_TIME);
    const [first, second, ...rest] = generatePeople(5);
    const people = [first, { ...second, name: DISLIKED }, ...rest] as Person[];
    expect(await bench.run('b', { people, options: { inDoubt: 'hold', maxAttempts: 2 } })).toMatchObject({
      state: 'completed',
    });
    expect(counts(bench.summary('b'))).toEqual({ match: 4, error: 1 });
    expect(service.callsFor({ name: DISLIKED })).toBe(2);
  });
});

describe('what many rows share', () => {
  test.concurrent(
    'halts after three rows where the account had no good answer yet, and says where a redirect points to',
    async (context) => {
      const target = 'https://user:secret@elsewhere.test/auth/idcard?token=1';
      const { service, bench } = await begin(page(301, { Location: target }), context);
      await bench.verify(1, ONE_AT_A_TIME);
      const end = await bench.run('b', { rows: 30, options: { maxAttempts: 1 } });
      expect(end).toMatchObject({ state: 'halted' });
      expect(end.reason).toContain('HTTP status 301');
      expect(end.reason).toContain('a redirect to https://elsewhere.test/auth/idcard, which is not followed');
      expect(end.reason).not.toMatch(/secret|token/);
      expect(end.reason).toMatch(/; then: rollcall resume b$/);
      expect(service.asked).toHaveLength(3);

      service.answer = well;
      expect(await bench.resume('b')).toMatchObject({ state: 'completed' });
      expect(counts(bench.summary('b'))).toEqual({ match: 30 });
      expect(service.asked).toHaveLength(33);
    },
  );

  test.concurrent(
    'halts after twenty rows where it had one, and costs none of them an attempt, resumed as often as you like',
    async (context) => {
      const { service, bench } = await begin((asked, response, request) => {
        (asked.count === 1 ? well : page(403))(asked, response, request);
      }, context);
      await bench.verify(1, ONE_AT_A_TIME);
      const end = await bench.run('b', { rows: 100, options: { maxAttempts: 2 } });
      expect(end).toMatchObject({ state: 'halted' });
      expect(end.reason).toContain('20 different rows in a row were answered with HTTP status 403');
      expect(await bench.resume('b')).toMatchObject({ state: 'halted' });
      expect(await bench.resume('b')).toMatchObject({ state: 'halted' });
      expect(counts(bench.summary('b'))).toEqual({
        match: 1,
        in_doubt: expect.any(Number) as number,
        not_sent: expect.any(Number) as number,
      });

      service.answer = well;
      expect(await bench.resume('b')).toMatchObject({ state: 'completed' });
      expect(counts(bench.summary('b'))).toEqual({ match: 100 });
    },
  );

  test.concurrent('is not what rows have that a good answer parts', async (context) => {
    let calls = 0;
    const { bench } = await begin((asked, response, request) => {
      calls += 1;
      (calls % 3 === 1 ? well : page(404))(asked, response, request);
    }, context);
    await bench.verify(1, ONE_AT_A_TIME);
    expect(await bench.run('b', { rows: 90, options: { maxAttempts: 1 } })).toMatchObject({
      state: 'completed',
    });
    expect(counts(bench.summary('b'))).toEqual({ match: 30, error: 60 });
  });
});

test.concurrent('a row that ended so is not called again when its batch is resumed', async (context) => {
  const { service, bench } = await begin((asked, response, request) => {
    (asked.name === DISLIKED ? page(403) : well)(asked, response, request);
  }, context);
  await bench.verify(1, ONE_AT_A_TIME);
  const [first, second, ...rest] = generatePeople(40);
  const people = [first, { ...second, name: DISLIKED }, ...rest] as Person[];
  const end = await bench.run('b', { people, options: { maxAttempts: 2, maxCalls: 20 } });
  expect(end).toMatchObject({ state: 'halted' });
  expect(await bench.resume('b', { maxCalls: 1000 })).toMatchObject({ state: 'completed' });
  expect(service.callsFor({ name: DISLIKED })).toBe(2);
  expect(service.asked).toHaveLength(41);
});

test.concurrent(
  'an idle connection that is closed with 408 costs one more call, at once, and halts nothing',
  async (context) => {
    const { service, bench } = await begin(({ count, time }, response) => {
      if (time === 1 && count % 5 === 0)
        response.writeHead(408, { Connection: 'close' }).end('<h1>408 Request Time-out</h1>');
      else response.end(good(count));
    }, context);
    await bench.verify(1, {
      ROLLCALL_CONCURRENCY: '4',
      ROLLCALL_BACKOFF_BASE_MS: '3600000',
      ROLLCALL_BACKOFF_MAX_MS: '3600000',
    });
    expect(await bench.run('b', { rows: 40, options: { inDoubt: 'hold' } })).toMatchObject({
      state: 'completed',
    });
    expect(counts(bench.summary('b'))).toEqual({ match: 40 });
    expect(service.asked.every(({ time }) => time <= 2)).toBe(true);
  },
);

test.concurrent('a mismatch with an empty array beside it costs each row one call', async (context) => {
  const { service, bench } = await begin(({ idNumber, count }, response) => {
    const mismatch = idNumber.charAt(15) === '3';
    response.end(mismatch ? '{"code":-5803,"message":"mismatch","data":[]}' : good(count));
  }, context);
  await bench.verify(1, { ROLLCALL_CONCURRENCY: '8' });
  const people = listOf('array-data.csv');
  expect(await bench.run('b', { people })).toMatchObject({ state: 'completed' });
  const persons = new Set(people.map(({ idNumber, name }) => `${idNumber} ${name}`));
  expect(service.asked).toHaveLength(persons.size);
  expect(bench.summary('b').retries).toBe(0);
  expect(counts(bench.summary('b'))['mismatch']).toBeGreaterThan(0);
});
