// Watching workers as an operator does: one process with both roles on a shared Redis, its metrics, its log, and the
// dashboard and alerts of docs/monitoring against both.

import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeWatch } from '../../src/batch/watch/watch-file.js';
import { MEASURES } from '../../src/domain/watch.js';
import { scopeOf } from '../../src/journal/keys.js';
import { METRICS } from '../../src/http/metrics.js';
import { TestRedis } from '../crash/redis.js';
import { familyOf, parseExposition, sumOf, type Scrape } from '../support/exposition.js';
import { alertExpressions, dashboardExpressions, usedIn } from '../support/monitoring-expressions.js';
import { receiver } from '../support/webhook-receiver.js';
import { CUSTOMERS, User, type Ended } from './user.js';
import { WatchedWorker } from './watched-worker.js';

const SOURCES = new URL('../../src/', import.meta.url);

const leaving: (() => void)[] = [];
let redis: TestRedis;
let user: User;
let worker: WatchedWorker;
let submitted: Ended;
let scrape: Scrape;
let scrapeText: string;

beforeAll(async () => {
  redis = await TestRedis.open();
  user = await User.arrive();
  const shared = { REDIS_URL: redis.url, ROLLCALL_WEBHOOK_ALLOW: '127.0.0.1' };
  const hook = await receiver(204, (leave) => leaving.push(leave));
  await user.rollcall(['webhook', 'add', `${hook.url}?key=sesame`, '--on', 'batch.completed'], shared);
  await watchedBefore(user);
  worker = new WatchedWorker(user, 'all', { ...shared, ROLLCALL_LOG_LEVEL: 'trace' });
  await worker.logged('worker started');
  submitted = await user.rollcall(['submit', CUSTOMERS, '--batch', 'one', '--wait'], shared);
  await worker.logged('batch left');
  await worker.logged('a webhook’s message is delivered');
  scrapeText = (await worker.ask('/metrics')).text;
  scrape = parseExposition(scrapeText);
});

/** What the watch has seen of an hour that is still the last one: a list of a label that is not as usual. */
async function watchedBefore({ environment, data }: User): Promise<void> {
  const {
    ROLLCALL_AUTH_URL: authUrl = '',
    ROLLCALL_APPID: appid = '',
    ROLLCALL_BUCKET: bucket = '',
  } = environment;
  const [hour, usual] = [Math.floor(Date.now() / 3_600_000), { share: 0.9, least: 0.8, most: 1 }];
  const measures = MEASURES.map((measure) => {
    return { measure, rows: 200, hits: 100, share: 0.5, usual, verdict: 'unusual' as const };
  });
  const anomalies = measures.map((each) => ({ ...each, label: 'sales', hour, cause: 'list' as const }));
  const state = { provider: 'youtu', hour, labels: [{ label: 'sales', hour, measures }], anomalies };
  await writeWatch(data, scopeOf({ authUrl, appid, bucket }), state);
}

afterAll(async () => {
  for (const leave of leaving) leave();
  await worker.kill();
  await redis.close();
  await user.leave();
});

describe('submit --wait', () => {
  it('follows the batch in another process to its end, and ends as a run would', () => {
    expect(submitted.status).toBe(2);
    expect(submitted.stderr).toMatch(/^one: \d+\/\d+ rows/m);
    expect(submitted.stdout).toMatch(/^Batch one: completed$/m);
  });
});

describe('status --watch', () => {
  it('ends by itself once the batch that it watches has ended', async () => {
    const end = await user.rollcall(['status', 'one', '--watch', '--json'], { REDIS_URL: redis.url });
    expect(end.status).toBe(0);
    expect(JSON.parse(end.stdout)).toMatchObject({ batch: 'one', state: 'completed' });
  });
});

describe('the metrics of a worker', () => {
  it('are all that are promised, each with a figure', () => {
    const there = new Set(scrape.samples.map(({ name }) => familyOf(name, scrape.types)));
    const promised = Object.keys(METRICS).filter((name) => !OF_SERVE.test(name));
    expect(promised.filter((name) => !there.has(name))).toEqual([]);
  });

  it('follow the conventions of Prometheus', () => {
    for (const [name, { type, help }] of Object.entries(METRICS)) {
      expect(name).toMatch(/^(rollcall|process|nodejs)_[a-z0-9_]+$/);
      expect(name.endsWith('_total')).toBe(type === 'counter');
      expect(help).toMatch(/\.$/);
    }
  });

  it('count the calls that attempts.csv has, by result and code', () => {
    const expected = new Map<string, number>();
    for (const { result = '', code = '' } of user.lines('one', 'attempts.csv')) {
      expected.set(`${result} ${code}`, (expected.get(`${result} ${code}`) ?? 0) + 1);
    }
    const counted = scrape.samples.filter(({ name, value }) => name === 'rollcall_calls_total' && value > 0);
    expect(
      new Map(counted.map(({ labels, value }) => [`${labels['result']} ${labels['code']}`, value])),
    ).toEqual(expected);
  });

  it('count the rows that outcomes.csv has, by status, and duplicates for themselves', () => {
    const expected: Record<string, number> = {};
    for (const { verify_status: status = '', verify_source: source } of user.lines('one', 'outcomes.csv')) {
      const kind = source === 'duplicate' ? source : status;
      expected[kind] = (expected[kind] ?? 0) + 1;
    }
    const counted = scrape.samples.filter(
      ({ name, value }) => name === 'rollcall_rows_done_total' && value > 0,
    );
    expect(Object.fromEntries(counted.map(({ labels, value }) => [labels['status'], value]))).toEqual(
      expected,
    );
  });

  it('tell of the batch, of an empty queue, and of one worker on it', () => {
    expect(sumOf(scrape, 'rollcall_batches_left_total', { state: 'completed' })).toBe(1);
    expect(sumOf(scrape, 'rollcall_batches', { state: 'completed' })).toBe(1);
    expect(sumOf(scrape, 'rollcall_queue_slices')).toBe(0);
    expect(sumOf(scrape, 'rollcall_queue_verify_workers')).toBe(1);
    expect(sumOf(scrape, 'rollcall_account_halted')).toBe(0);
    expect(
      sumOf(scrape, 'rollcall_redis_round_trip_duration_seconds_count', { script: 'exchange' }),
    ).toBeGreaterThan(0);
  });

  it('tell of a webhook that a batch worker has told of the batch', () => {
    expect(sumOf(scrape, 'rollcall_webhook_tries_total', { result: 'delivered' })).toBe(1);
    expect(sumOf(scrape, 'rollcall_webhook_messages_total', { end: 'delivered' })).toBe(1);
    expect(sumOf(scrape, 'rollcall_webhook_messages_open')).toBe(0);
  });

  it('tell of what came back and is not as usual, with the band', () => {
    const match = { label: 'sales', measure: 'match' };
    expect(sumOf(scrape, 'rollcall_share', match)).toBe(0.5);
    expect(sumOf(scrape, 'rollcall_share_least', match)).toBe(0.8);
    expect(sumOf(scrape, 'rollcall_anomaly', { ...match, cause: 'list' })).toBe(1);
  });

  it('have the round trips of every script there is', () => {
    const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
    const scripts = files.flatMap(
      (path) => /\/lua\/([\w-]+)\.lua$/.exec(path)?.[1]?.replaceAll('-', '_') ?? [],
    );
    expect(scripts.length).toBeGreaterThan(25);
    for (const metric of [
      'rollcall_redis_round_trip_duration_seconds_count',
      'rollcall_redis_errors_total',
    ]) {
      const shown = scrape.samples
        .filter(({ name }) => name === metric)
        .map(({ labels }) => labels['script']);
      expect({ metric, shown }).toEqual({ metric, shown: scripts.toSorted() });
    }
  });

  it('have no label that grows with the work: neither batches nor rows nor people', () => {
    const labels = new Set(scrape.samples.flatMap((sample) => Object.keys(sample.labels)));
    expect([...labels].sort()).toEqual(
      [
        'account',
        'answer',
        'cause',
        'code',
        'data',
        'end',
        'label',
        'le',
        'measure',
        'provider',
        'reason',
        'result',
        'role',
        'script',
        'state',
        'status',
        'version',
        'webhook',
      ].sort(),
    );
    expect(scrape.samples.length).toBeLessThan(800);
  });
});

describe('nothing personal', () => {
  it('is in the log, even at its most talkative, or in the metrics', () => {
    const text = worker.process.said.stderr + scrapeText;
    const words = user
      .lines('one', 'outcomes.csv')
      .flatMap((person) => Object.values(person))
      .filter((cell) => /\d{15}|\p{Script=Han}{2}/u.test(cell));
    expect(words.length).toBeGreaterThan(500);
    expect(words.filter((word) => text.includes(word))).toEqual([]);
    // Neither is a webhook's address.
    expect(text).not.toContain('sesame');
  });
});

describe('the log of a worker', () => {
  it('is JSON, and says of a batch that it was taken and how it was left', () => {
    const about = worker.lines().filter(({ batch, slice }) => batch !== undefined && slice === undefined);
    expect(about.map(({ msg, batch, state }) => [msg, batch, state])).toEqual([
      ['batch taken', 'one', undefined],
      ['batch left', 'one', 'completed'],
    ]);
  });

  it('names batch and slice of every slice, at debug', () => {
    const slices = worker.lines().filter(({ msg }) => msg === 'slice');
    expect(slices.length).toBeGreaterThan(0);
    expect(
      slices.every(({ level, batch, slice }) => level === 20 && batch === 'one' && slice !== undefined),
    ).toBe(true);
  });
});

/** Metrics that Prometheus itself has of every target. */
/** `serve` alone has them. */
const OF_SERVE = /^rollcall_(http_|event_listeners$)/;
const GIVEN_METRICS = ['up'];
const GIVEN_LABELS = ['job', 'instance'];

describe.each([
  ['the dashboard', dashboardExpressions()],
  ['the alert rules', alertExpressions()],
])('%s', (_, expressions) => {
  it('use only metrics that a live worker exports', () => {
    const known = new Set([...GIVEN_METRICS, ...scrape.samples.map(({ name }) => name)]);
    expect(expressions.length).toBeGreaterThan(15);
    expect(expressions.flatMap((expr) => usedIn(expr).metrics).filter((name) => !known.has(name))).toEqual(
      [],
    );
  });

  it('use only labels, and values of them, that a live worker exports', () => {
    const known = new Map<string, Set<string>>(GIVEN_LABELS.map((label) => [label, new Set()]));
    for (const { labels } of scrape.samples) {
      for (const [label, value] of Object.entries(labels)) {
        const values = known.get(label) ?? new Set();
        known.set(label, values.add(value));
      }
    }
    // This worker calls one provider; a worker of the other exports that one's codes.
    known.get('code')?.add('RequestLimitExceeded.*');
    for (const { labels, groups } of expressions.map(usedIn)) {
      expect(groups.filter((label) => !known.has(label))).toEqual([]);
      for (const [label, pattern] of labels) {
        expect([...known.keys()]).toContain(label);
        if (GIVEN_LABELS.includes(label) || pattern.startsWith('$')) continue;
        expect(pattern.split('|').filter((value) => known.get(label)?.has(value) !== true)).toEqual([]);
      }
    }
  });
});
