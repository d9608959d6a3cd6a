// A user at a terminal: the built command in a fresh directory, against a pretend service in this process.

import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { onTestFinished, type TestContext } from 'vitest';
import { peopleCsv, startSimulator, type Simulator, type SettingsPatch } from '../../src/simulator/index.js';
import { startCommand, startProcess, type Ended, type Started } from '../support/hosted-command.js';

export const CUSTOMERS = fileURLToPath(new URL('../../fixtures/customers.csv', import.meta.url));

export type { Ended, Started };

export type Line = Readonly<Record<string, string>>;

export class User {
  readonly directory: string;
  readonly simulator: Simulator;

  private constructor(
    directory: string,
    simulator: Simulator,
    readonly provider: string,
  ) {
    this.directory = directory;
    this.simulator = simulator;
  }

  /** @param now the service's clock */
  static async arrive(
    settings: SettingsPatch = {},
    provider = 'youtu',
    now: () => number = Date.now,
  ): Promise<User> {
    const directory = realpathSync(mkdtempSync(join(tmpdir(), 'rollcall-e2e-')));
    return new User(directory, await startSimulator({ keepCalls: true, settings, provider, now }), provider);
  }

  async leave(): Promise<void> {
    await this.simulator.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  get data(): string {
    return join(this.directory, 'data');
  }

  get environment(): Record<string, string> {
    const { url, credentials } = this.simulator;
    return {
      PATH: process.env['PATH'] ?? '',
      ROLLCALL_PROVIDER: this.provider,
      ROLLCALL_AUTH_URL: url,
      ROLLCALL_STAT_URL: url,
      ROLLCALL_BILL_URL: url,
      ROLLCALL_APPID: credentials.appid,
      ROLLCALL_BUCKET: credentials.bucket,
      ROLLCALL_SECRET_ID: credentials.secretId,
      ROLLCALL_SECRET_KEY: credentials.secretKey,
      ROLLCALL_BACKOFF_BASE_MS: '10',
      ROLLCALL_BACKOFF_MAX_MS: '50',
    };
  }

  file(name: string, text: string): string {
    const path = join(this.directory, name);
    writeFileSync(path, text);
    return path;
  }

  start(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    input = '',
    directory = this.directory,
  ): Started {
    return startCommand({ args, env: { ...this.environment, ...environment }, input, directory });
  }

  rollcall(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    input = '',
  ): Promise<Ended> {
    return this.start(args, environment, input).ended;
  }

  /** For what is told by a process's identity: whether the one that began a thing still lives. */
  inOwnProcess(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return startProcess({
      args,
      env: { ...this.environment, ...environment },
      input: '',
      directory: this.directory,
    }).ended;
  }

  batchFile(batch: string, name: string): string {
    return readFileSync(join(this.data, 'batches', batch, name), 'utf8');
  }

  lines(batch: string, name: string): Line[] {
    return readCsv(this.batchFile(batch, name));
  }
}

export function readCsv(text: string): Line[] {
  return parse(text, { columns: true, bom: true });
}

/** Matches a line of a stack trace. */
export const STACK = /\n\s+at .*[:(]\d+/;

/**
 * The user leaves with the test.
 *
 * @param test its context, where the test runs beside others
 */
export async function arrive(
  settings: SettingsPatch = {},
  test: Pick<TestContext, 'onTestFinished'> = { onTestFinished },
): Promise<User> {
  const user = await User.arrive(settings);
  test.onTestFinished(() => user.leave());
  return user;
}

/** A list of people about whom the service has a verdict. */
export function cleanList(count: number): string {
  return [...peopleCsv({ seed: 7, count, mix: 'clean' })].join('');
}

export function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
