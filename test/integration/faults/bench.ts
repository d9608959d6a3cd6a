// A whole Rollcall in this process with a Redis and a service of its own: one batch worker, and any number of verify
// workers with their own connections. The service's log is compared with what is recorded.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { onTestFinished, vi, type TestContext } from 'vitest';
import type { BatchEnd } from '../../../src/batch/run/ports.js';
import type { Creator } from '../../../src/batch/approval.js';
import { createBatch } from '../../../src/batch/create.js';
import { batchPaths, outputPaths } from '../../../src/batch/paths.js';
import type { BatchOptions } from '../../../src/batch/batch-options.js';
import { readRecord, writeRecord, type BatchRecord } from '../../../src/batch/record.js';
import type { Summary } from '../../../src/collect/summary.js';
import type { SampleRequest } from '../../../src/domain/sample.js';
import { credentialsOf, loadConfig, type Config } from '../../../src/config.js';
import { DEFAULT_PROVIDER } from '../../../src/provider/index.js';
import type { Credentials } from '../../../src/provider/port.js';
import { createLog } from '../../../src/log.js';
import { openRedis, type RedisAccess } from '../../../src/redis/access.js';
import { BatchControl, liftHalt } from '../../../src/journal/batch-control.js';
import { BatchQueue } from '../../../src/queue/batch-queue.js';
import { loadDataId } from '../../../src/journal/data-identity.js';
import {
  accountKey,
  accountPrefix,
  batchKeys,
  batchName,
  scopeOf,
  sliceJobId,
  VERIFY_QUEUE,
} from '../../../src/journal/keys.js';
import { generatePeople } from './people.js';
import {
  DEMO_CREDENTIALS,
  startSimulator,
  type SettingsPatch,
  type Simulator,
} from '../../../src/simulator/index.js';
import { startBatchProcess } from '../../../workers/batch.js';
import type { StoppableWorker } from '../../../workers/lifetime.js';
import { startVerifyWorker } from '../../../workers/verify-worker.js';
import { READ_BY_DEFAULT } from '../../support/list-reading.js';

export interface BenchOptions {
  /** `youtu` where none is named. */
  readonly provider?: string;
  readonly settings?: SettingsPatch;
  /** Settings that replace those of the bench, which has short waits. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly authUrl?: string;
  /** Undefined: the bench starts a private Redis. */
  readonly redisUrl?: string;
}

export interface BatchPlan {
  readonly rows?: number;
  readonly label?: string;
  readonly people?: readonly Person[];
  readonly options?: Partial<BatchOptions>;
  readonly sample?: SampleRequest;
  /** Absent: made as by an earlier version. */
  readonly createdBy?: Creator;
  readonly credentials?: Credentials;
}

export interface Person {
  readonly idNumber: string;
  readonly name: string;
}

export type OutcomeRecord = Readonly<Record<string, string>>;

const VERIFY_PROGRAM = fileURLToPath(new URL('../../../dist/programs/verify.js', import.meta.url));
const SILENT = createLog('silent');
/** Short waits, so that a test that has to sit one out is brief. */
const ENVIRONMENT = {
  ROLLCALL_TIMEOUT_MS: '5000',
  ROLLCALL_BACKOFF_BASE_MS: '20',
  ROLLCALL_BACKOFF_MAX_MS: '200',
  ROLLCALL_MAX_ATTEMPTS: '6',
};

function environmentOf(
  url: string,
  dataDir: string,
  { appid, bucket, secretId, secretKey }: Credentials,
): Record<string, string> {
  return {
    ...ENVIRONMENT,
    ROLLCALL_APPID: appid,
    ROLLCALL_BUCKET: bucket,
    ROLLCALL_SECRET_ID: secretId,
    ROLLCALL_SECRET_KEY: secretKey,
    ROLLCALL_AUTH_URL: url,
    ROLLCALL_STAT_URL: url,
    ROLLCALL_BILL_URL: url,
    ROLLCALL_DATA: dataDir,
  };
}

export class Bench {
  readonly dataDir: string;
  readonly #environment: Record<string, string>;
  readonly #plans = new Map<string, readonly Person[]>();
  readonly #ends: Map<string, BatchEnd[]>;
  readonly #closers: (() => Promise<void>)[] = [];
  #access: RedisAccess | undefined;
  #queue: BatchQueue | undefined;
  #dataId = '';

  private constructor(
    readonly simulator: Simulator,
    readonly options: BenchOptions,
    private readonly host?: Bench,
  ) {
    this.dataDir = host?.dataDir ?? mkdtempSync(join(tmpdir(), 'rollcall-faults-'));
    this.#ends = host === undefined ? new Map<string, BatchEnd[]>() : host.#ends;
    const url = options.authUrl ?? simulator.url;
    this.#environment = {
      ...environmentOf(url, this.dataDir, DEMO_CREDENTIALS),
      ROLLCALL_PROVIDER: options.provider ?? DEFAULT_PROVIDER,
      ...options.environment,
    };
  }

  /**
   * Everything is stopped and removed when the test has finished.
   *
   * @param test its context, where it runs beside others
   */
  static async start(
    options: BenchOptions = {},
    test: Pick<TestContext, 'onTestFinished'> = { onTestFinished },
  ): Promise<Bench> {
    const { settings, provider } = options;
    const simulator = await startSimulator({ keepCalls: true, settings, provider });
    const bench = new Bench(simulator, options);
    test.onTestFinished(() => bench.#close());
    bench.#access = await bench.#open();
    bench.#dataId = await loadDataId(bench.dataDir);
    bench.#queue = new BatchQueue(bench.access.redis, bench.#dataId, () => undefined);
    const worker = await startBatchProcess(bench.config(), bench.access, bench.#dataId, SILENT, {
      foreground: undefined,
      onFound: () => undefined,
      onProgress: () => undefined,
      onEnd: (batch, end) => bench.#ends.get(batch)?.push(end),
    });
    bench.#closers.push(async () => {
      await worker.stop();
      await bench.#queue?.close();
      await bench.access.close();
    });
    return bench;
  }

  /**
   * Another provider's service, settings and verify workers in the data directory and on the Redis of this one, whose
   * batch worker owns its batches too.
   */
  async beside(options: BenchOptions): Promise<Bench> {
    const { settings, provider } = options;
    const simulator = await startSimulator({ keepCalls: true, settings, provider });
    const bench = new Bench(simulator, options, this);
    bench.#access = this.access;
    bench.#dataId = this.#dataId;
    bench.#queue = this.queue;
    this.#closers.unshift(() => bench.#close());
    return bench;
  }

  get access(): RedisAccess {
    if (this.#access === undefined) throw new Error('the bench is not started');
    return this.#access;
  }

  get queue(): BatchQueue {
    if (this.#queue === undefined) throw new Error('the bench is not started');
    return this.#queue;
  }

  get environment(): Readonly<Record<string, string>> {
    return this.#environment;
  }

  config(over: Readonly<Record<string, string>> = {}): Config {
    return loadConfig({ ...this.#environment, ...over }, this.dataDir);
  }

  get scope(): string {
    const config = this.config();
    const { appid, bucket } = credentialsOf(config);
    return scopeOf({ authUrl: config.authUrl, appid, bucket });
  }

  get accountKey(): string {
    return accountKey(this.scope);
  }

  /** The batch's name in Redis, with the incarnation on record. */
  #nameOf(batch: string): string {
    const text = readFileSync(batchPaths(this.dataDir, batch).record, 'utf8');
    const { incarnation } = JSON.parse(text) as Pick<BatchRecord, 'incarnation'>;
    return batchName(this.#dataId, batch, incarnation);
  }

  batchKey(batch: string): string {
    return batchKeys(this.scope, this.#nameOf(batch)).batch;
  }

  sliceJobKey(batch: string, slice: number): string {
    const job = sliceJobId(this.#nameOf(batch), slice);
    return `${accountPrefix(this.scope)}:${VERIFY_QUEUE}:${job}`;
  }

  control(batch: string): BatchControl {
    return new BatchControl(this.access.redis, this.scope, this.#nameOf(batch));
  }

  /** Starts verify workers, each with connections like a process of its own. */
  async verify(count: number, over: Readonly<Record<string, string>> = {}): Promise<StoppableWorker[]> {
    const workers: StoppableWorker[] = [];
    for (let index = 0; index < count; index += 1) {
      const access = await this.#open();
      const worker = await startVerifyWorker(this.config(over), access, SILENT);
      let stopped: Promise<void> | undefined;
      const stop = (): Promise<void> => (stopped ??= worker.stop().then(() => access.close()));
      this.#closers.unshift(stop);
      workers.push({ stop });
    }
    return workers;
  }

  /** Starts a verify worker that can be killed. */
  async fork(over: Readonly<Record<string, string>> = {}): Promise<ChildProcess> {
    const child = fork(VERIFY_PROGRAM, [], {
      env: { PATH: process.env['PATH'], ...this.#environment, ...over },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#closers.unshift(async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    });
    child.send('start');
    await once(child, 'message');
    return child;
  }

  async create(batch: string, plan: BatchPlan): Promise<void> {
    const people = plan.people ?? generatePeople(plan.rows ?? 1);
    const file = join(this.dataDir, `${batch}.csv`);
    writeFileSync(file, listOf(people));
    const { provider } = this.config();
    const { appid, bucket } = plan.credentials ?? credentialsOf(this.config());
    await createBatch(
      {
        file,
        batch,
        label: plan.label ?? '',
        outDirectory: undefined,
        reading: READ_BY_DEFAULT,
        files: { xlsx: false, split: false },
        key: undefined,
        options: {
          maxAttempts: this.config().maxAttempts,
          inDoubt: 'retry',
          retryCodes: [...this.config().retryCodes],
          ...plan.options,
        },
        provider,
        account: { authUrl: this.#environment['ROLLCALL_AUTH_URL'] ?? '', appid, bucket },
        sample: plan.sample,
        createdBy: plan.createdBy,
      },
      this.dataDir,
      Date.now(),
    );
    this.#plans.set(batch, people);
    this.#ends.set(batch, []);
  }

  /** Makes the batch and has it run until it is suspended or has ended. */
  async run(batch: string, plan: BatchPlan): Promise<BatchEnd> {
    await this.create(batch, plan);
    return this.goOn(batch);
  }

  async goOn(batch: string): Promise<BatchEnd> {
    await this.queue.release(batch);
    const known = this.endsOf(batch).length;
    await this.queue.add(batch);
    return vi.waitUntil(() => this.endsOf(batch)[known], { timeout: 110_000, interval: 10 });
  }

  /** Does what `rollcall resume` does where a worker lives. */
  async resume(batch: string, options: Partial<BatchOptions> = {}): Promise<BatchEnd> {
    const paths = batchPaths(this.dataDir, batch);
    const record = await readRecord(paths, batch);
    await writeRecord(paths, { ...record, options: { ...record.options, ...options } });
    await this.queue.release(batch);
    await this.control(batch).withdraw();
    await liftHalt(this.access.redis, this.scope);
    return this.goOn(batch);
  }

  /** The ends that were reported to those who waited for the batch, in order. */
  endsOf(batch: string): readonly BatchEnd[] {
    const ends = this.#ends.get(batch);
    if (ends === undefined) throw new Error(`no batch ${batch}`);
    return ends;
  }

  record(batch: string): Promise<BatchRecord> {
    return readRecord(batchPaths(this.dataDir, batch), batch);
  }

  summary(batch: string): Summary {
    return JSON.parse(readFileSync(this.#output(batch).summary, 'utf8')) as Summary;
  }

  outcomes(batch: string): OutcomeRecord[] {
    return readCsv(this.#output(batch).outcomes);
  }

  attempts(batch: string): OutcomeRecord[] {
    return readCsv(this.#output(batch).attempts);
  }

  /**
   * Numbers whose recorded calls don't fit the service's log: answered calls are in it, refused ones are not, and those
   * in doubt may be.
   */
  disagreements(...batches: readonly string[]): string[] {
    const logged = new Map<string, number>();
    for (const { idNumber } of this.simulator.calls()) logged.set(idNumber, (logged.get(idNumber) ?? 0) + 1);
    const bounds = new Map<string, { answered: number; doubtful: number }>();
    for (const batch of batches) {
      const people = this.#plans.get(batch) ?? [];
      for (const { row, result } of this.attempts(batch)) {
        const id = people[Number(row) - 1]?.idNumber ?? '';
        const bound = bounds.get(id) ?? { answered: 0, doubtful: 0 };
        if (result === 'answered') bound.answered += 1;
        if (result === 'in_doubt') bound.doubtful += 1;
        bounds.set(id, bound);
      }
    }
    return [...new Set([...logged.keys(), ...bounds.keys()])].filter((id) => {
      const { answered, doubtful } = bounds.get(id) ?? { answered: 0, doubtful: 0 };
      const calls = logged.get(id) ?? 0;
      return calls < answered || calls > answered + doubtful;
    });
  }

  #output(batch: string) {
    return outputPaths(join(this.dataDir, 'batches', batch));
  }

  #open(): Promise<RedisAccess> {
    return openRedis({
      redisUrl: (this.host ?? this).options.redisUrl,
      dataDir: this.dataDir,
      onWarning: () => undefined,
      onError: () => undefined,
    });
  }

  async #close(): Promise<void> {
    this.simulator.control({ hold: false });
    for (const close of this.#closers) await close();
    await this.simulator.close();
    if (this.host === undefined) rmSync(this.dataDir, { recursive: true, force: true });
  }
}

export function listOf(people: readonly Person[]): string {
  return `姓名,身份证号\n${people.map(({ name, idNumber }) => `${name},${idNumber}\n`).join('')}`;
}

function readCsv(path: string): OutcomeRecord[] {
  return parse<OutcomeRecord>(readFileSync(path), { bom: true, columns: true });
}

/** Rows per status, those without rows left out. */
export function counts({ by_status: byStatus }: Summary): Record<string, number> {
  return Object.fromEntries(Object.entries(byStatus).filter(([, count]) => count > 0));
}

export { generatePeople };
