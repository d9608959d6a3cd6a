// Watching workers as an operator does: one process with both roles on a shared Redis, its metrics, its health, its log.

import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { METRICS } from '../../src/http/metrics.js';
import { TestRedis } from '../crash/redis.js';
import { familyOf, parseExposition, sumOf, type Scrape } from '../support/exposition.js';
import { CUSTOMERS, User, type Ended, type Started } from './user.js';

const SOURCES = new URL('../../src/', import.meta.url);
const MONITORING = new URL('../../docs/monitoring/', import.meta.url);
const PATIENCE = { timeout: 30_000, interval: 50 };

let redis: TestRedis;
let user: User;
let worker: Started;
let submitted: Ended;
let base: string;
let scrape: Scrape;
let scrapeText: string;

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly batch?: string;
  readonly slice?: number;
  readonly url?: string;
  readonly state?: string;
}

function logLines({ said }: Started = worker): LogLine[] {
  const whole = said.stderr.slice(0, said.stderr.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LogLine);
}

async function logged(msg: string, by = worker): Promise<LogLine> {
  return vi.waitUntil(() => logLines(by).find((line) => line.msg.startsWith(msg)), PATIENCE);
}

async function addressOf(started: Started): Promise<string> {
  return ((await logged('metrics are served', started)).url ?? '').replace('/metrics', '');
}

async function ready(at = base): Promise<{ status: number; text: string }> {
  const response = await fetch(`${at}/readyz`);
  return { status: response.status, text: await response.text() };
}

async function scraped(at = base): Promise<Scrape> {
  return parseExposition(await (await fetch(`${at}/metrics`)).text());
}

beforeAll(async () => {
  redis = await TestRedis.open();
  user = await User.arrive();
  const shared = { REDIS_URL: redis.url };
  worker = user.start(['worker', '--role', 'all', '--metrics-port', '0'], {
    ...shared,
    ROLLCALL_LOG_LEVEL: 'trace',
    // The time-out is so long that a held call is held as long as a test wants.
    ROLLCALL_TIMEOUT_MS: '120000',
  });
  base = await addressOf(worker);
  await logged('worker started');
  submitted = await user.rollcall(['submit', CUSTOMERS, '--batch', 'one', '--wait'], shared);
  await logged('batch left');
  scrapeText = await (await fetch(`${base}/metrics`)).text();
  scrape = parseExposition(scrapeText);
});

afterAll(async () => {
  user.simulator.control({ hold: false });
  worker.signal('SIGKILL');
  await worker.ended;
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
    expect(Object.keys(METRICS).filter((name) => !there.has(name))).toEqual([]);
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
        'le',
        'provider',
        'reason',
        'result',
        'role',
        'script',
        'state',
        'status',
        'version',
      ].sort(),
    );
    expect(scrape.samples.length).toBeLessThan(800);
  });
});

describe('nothing personal', () => {
  it('is in the log, even at its most talkative, or in the metrics', () => {
    const text = worker.said.stderr + scrapeText;
    const words = user
      .lines('one', 'outcomes.csv')
      .flatMap((person) => Object.values(person))
      .filter((cell) => /\d{15}|\p{Script=Han}{2}/u.test(cell));
    expect(words.length).toBeGreaterThan(500);
    expect(words.filter((word) => text.includes(word))).toEqual([]);
  });
});

describe('the log of a worker', () => {
  it('is JSON, and says of a batch that it was taken and how it was left', () => {
    const about = logLines().filter(({ batch, slice }) => batch !== undefined && slice === undefined);
    expect(about.map(({ msg, batch, state }) => [msg, batch, state])).toEqual([
      ['batch taken', 'one', undefined],
      ['batch left', 'one', 'completed'],
    ]);
  });

  it('names batch and slice of every slice, at debug', () => {
    const slices = logLines().filter(({ msg }) => msg === 'slice');
    expect(slices.length).toBeGreaterThan(0);
    expect(
      slices.every(({ level, batch, slice }) => level === 20 && batch === 'one' && slice !== undefined),
    ).toBe(true);
  });
});

const dashboard = z.object({
  panels: z.array(
    z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).default([]) }),
  ),
  templating: z.object({
    list: z.array(z.object({ query: z.union([z.string(), z.object({ query: z.string() })]) })),
  }),
});
const rules = z.object({
  groups: z.array(
    z.object({
      rules: z.array(z.object({ expr: z.string() })),
    }),
  ),
});
const ALERTS = rules
  .parse(parse(readFileSync(new URL('alerts.yml', MONITORING), 'utf8')))
  .groups.flatMap((group) => group.rules);

/** Metrics that Prometheus itself has of every target. */
const GIVEN_METRICS = ['up'];
const GIVEN_LABELS = ['job', 'instance'];

function dashboardExpressions(): string[] {
  const { panels, templating } = dashboard.parse(
    JSON.parse(readFileSync(new URL('dashboard.json', MONITORING), 'utf8')),
  );
  const queries = templating.list.map(({ query }) => (typeof query === 'string' ? query : query.query));
  return [
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...queries.filter((query) => query.startsWith('label_values')),
  ];
}

/** Every name of a series in an expression, and the labels and values by which the expression picks. */
function usedIn(expr: string): { metrics: string[]; labels: [string, string][]; groups: string[] } {
  const metrics = [...expr.matchAll(/\b(?:(?:rollcall|process|nodejs)_\w+|up)\b/g)].map(([name]) => name);
  const labels = [...expr.matchAll(/(\w+)(=~|!=|=)"([^"]*)"/g)].map(
    ([, label = '', , value = '']): [string, string] => [label, value],
  );
  const groups = [...expr.matchAll(/\b(?:by|on)\s*\(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(/\s*,\s*/),
  );
  return { metrics, labels, groups };
}

describe.each([
  ['the dashboard', dashboardExpressions()],
  ['the alert rules', ALERTS.map(({ expr }) => expr)],
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

describe('the health of a worker', () => {
  it('is not ready any more as soon as it is told to stop, and its metrics go on until it has', async () => {
    user.simulator.control({ hold: true });
    const people = user.file('two.csv', `姓名,身份证号\n王小明,11010519491231002X\n`);
    await user.rollcall(['submit', people, '--batch', 'two'], { REDIS_URL: redis.url });
    await vi.waitUntil(async () => sumOf(await scraped(), 'rollcall_calls_in_flight') === 1, PATIENCE);
    worker.signal('SIGTERM');
    await vi.waitUntil(async () => (await ready()).text === 'stopping\n', PATIENCE);
    expect(sumOf(await scraped(), 'rollcall_batches_running')).toBe(1);
    user.simulator.control({ hold: false });
    expect((await worker.ended).status).toBe(0);
    expect(logLines().at(-1)?.msg).toBe('worker stopped');
  });

  it('shows that Redis is away, and that it is back, while the process lives', async () => {
    const other = user.start(['worker', '--role', 'verify', '--metrics-port', '0'], {
      REDIS_URL: redis.url,
      ROLLCALL_KEY: 'ab'.repeat(32),
    });
    onTestFinished(async () => {
      other.signal('SIGKILL');
      await other.ended;
    });
    const at = await addressOf(other);
    await vi.waitUntil(async () => (await ready(at)).status === 200, PATIENCE);
    await redis.kill();
    await vi.waitUntil(async () => (await ready(at)).status === 503, PATIENCE);
    expect((await ready(at)).text).toBe('Redis is away\n');
    expect((await fetch(`${at}/healthz`)).status).toBe(200);
    const away = await scraped(at);
    expect(sumOf(away, 'rollcall_redis_up')).toBe(0);
    expect(sumOf(away, 'rollcall_ready')).toBe(0);
    expect(sumOf(away, 'process_resident_memory_bytes')).toBeGreaterThan(0);
    await redis.start();
    await vi.waitUntil(async () => (await ready(at)).status === 200, PATIENCE);
    expect((await logged('Redis is back', other)).level).toBe(40);
  });
});
