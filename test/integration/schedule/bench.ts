// A schedule, its files and a clock that tests move. The queue is a set of names; batches end when a test says so.

import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { batchPaths, outputPaths } from '../../../src/batch/paths.js';
import { readRecord, writeState, type BatchState } from '../../../src/batch/record.js';
import { peopleCsv } from '../../../src/simulator/index.js';
import { whenDue } from '../../../src/schedule/due.js';
import { stepNight } from '../../../src/schedule/follow.js';
import { nightsOf, readNight, type Night } from '../../../src/schedule/night.js';
import type { ReconciledDay, SchedulePorts, SettleRequest } from '../../../src/schedule/ports.js';
import { SCHEDULE_VERSION, writeSchedule, type Schedule } from '../../../src/schedule/record.js';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Half past one in the night, in Shanghai. */
export const FIRST_NIGHT = Date.parse('2026-11-25T17:30:00Z');

const REQUEST: Schedule['request'] = {
  label: '',
  reading: { header: true, precheck: 'reject', dedupe: true },
  options: {},
  files: { xlsx: false, split: false },
  exitOnChange: false,
};

export function list(seed: number, count = 3): string {
  return [...peopleCsv({ seed, count, mix: 'clean' })].join('');
}

export class Nights {
  readonly data: string;
  now = FIRST_NIGHT;
  /** Of the worker's settings. */
  provider = 'youtu';
  readonly queued = { batches: new Set<string>(), nights: new Set<string>(), days: new Set<string>() };
  readonly removed: string[] = [];
  readonly said: string[] = [];
  schedule: Schedule;
  reconcile: (request: SettleRequest) => Promise<ReconciledDay> = () =>
    Promise.reject(new Error('nothing is reconciled here'));

  private constructor(data: string, schedule: Schedule) {
    this.data = data;
    this.schedule = schedule;
  }

  static async of(over: Partial<Schedule> = {}): Promise<Nights> {
    const data = mkdtempSync(join(tmpdir(), 'rollcall-nights-'));
    onTestFinished(() => {
      rmSync(data, { recursive: true, force: true });
    });
    mkdirSync(join(data, 'lists'));
    const nights = new Nights(data, {
      version: SCHEDULE_VERSION,
      name: 'customers',
      cron: '30 1 * * *',
      tz: 'Asia/Shanghai',
      file: join(data, 'lists', 'customers-*.csv'),
      request: REQUEST,
      ping: false,
      overlap: 'skip',
      sameFile: 'skip',
      catchUpMs: 6 * HOUR_MS,
      createdAt: 0,
      ...over,
    });
    await writeSchedule(data, nights.schedule, false);
    return nights;
  }

  /** Writes a file that looks an hour old, unless the test says otherwise. */
  file(name: string, text: string, mtimeMs = this.now - HOUR_MS): string {
    const path = join(this.data, 'lists', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    utimesSync(path, mtimeMs / 1000, mtimeMs / 1000);
    return path;
  }

  append(path: string, text: string): void {
    appendFileSync(path, text);
    utimesSync(path, this.now / 1000, this.now / 1000);
  }

  get ports(): SchedulePorts {
    const { batches, nights, days } = this.queued;
    const say = (_: object, words: string): void => void this.said.push(words);
    return {
      dataDirectory: this.data,
      provider: this.provider,
      nowMs: () => this.now,
      log: { info: say, warn: say, error: say } as unknown as SchedulePorts['log'],
      queue: {
        addBatch: async (batch) => void batches.add(batch),
        hasBatch: async (batch) => batches.has(batch),
        addNight: async (_name, night) => void nights.add(night),
        hasNight: async (_name, night) => nights.has(night),
        addReconciliation: async (_name, day) => void days.add(day),
        setTiming: async () => undefined,
        removeTiming: async (name) => void this.removed.push(name),
        namesWithTiming: async () => [],
      },
      command: {
        environment: { PATH: process.env['PATH'] ?? '' },
        stopping: new AbortController().signal,
      },
      requestOf: (_schedule, file, batch) => ({
        file,
        batch,
        label: 'customers',
        outDirectory: undefined,
        reading: REQUEST.reading,
        options: { maxAttempts: 6, inDoubt: 'retry', retryCodes: ['15'] },
        files: { xlsx: false, split: false },
        account: { authUrl: 'http://127.0.0.1:1', appid: 'a', bucket: 'b' },
        key: undefined,
        createdBy: { id: 'customers', by: 'schedule' },
      }),
      beforeCalls: async () => undefined,
      reconcile: (request) => this.reconcile(request),
    };
  }

  due(dueAt = this.now): Promise<void> {
    return whenDue('customers', dueAt, this.ports);
  }

  /**
   * Does one step of a night.
   *
   * @returns in how many milliseconds the next is due
   */
  async step(night: string): Promise<number | undefined> {
    const afterMs = await stepNight('customers', night, this.ports);
    if (afterMs === undefined) this.queued.nights.delete(night);
    return afterMs;
  }

  /** Works on all queued nights until none of them has anything to do at this moment. */
  async work(): Promise<void> {
    for (const night of this.queued.nights) await this.step(night);
    for (const night of this.queued.nights) await this.step(night);
  }

  /** Leaves the batch as its owner would. */
  async leave(batch: string, state: BatchState = 'completed', byStatus: Record<string, number> = {}) {
    const paths = batchPaths(this.data, batch);
    const record = await readRecord(paths, batch);
    const ended = state === 'completed' || state === 'cancelled';
    const output = outputPaths(record.outDirectory);
    writeFileSync(output.summary, JSON.stringify({ batch, state, rows: 1, by_status: byStatus, calls: 1 }));
    if (ended) writeFileSync(output.outcomes, '张三,110101199003070134\n');
    await writeState(paths, '1', { state, startedAt: this.now, ...(ended ? { finishedAt: this.now } : {}) });
    this.queued.batches.delete(batch);
  }

  /** A whole night: it is due, worked on, its batch is left, and it is closed. */
  async night(at: number, text: string, state: BatchState = 'completed'): Promise<void> {
    this.now = at;
    this.file(`customers-${at}.csv`, text);
    await this.due();
    await this.work();
    for (const batch of this.queued.batches) await this.leave(batch, state);
    await this.work();
  }

  read(night: string): Promise<Night | undefined> {
    return readNight(this.data, 'customers', night);
  }

  /** The states of the nights, the newest first. */
  async states(): Promise<string[]> {
    return (await nightsOf(this.data, 'customers')).map(({ night, state }) => `${night} ${state}`);
  }
}
