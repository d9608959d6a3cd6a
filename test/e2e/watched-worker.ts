// A worker as an operator watches it: the lines of its log, its health, its metrics.

import { vi } from 'vitest';
import { parseExposition, type Scrape } from '../support/exposition.js';
import type { Started, User } from './user.js';

/** On a machine that does much else, a worker takes its time to start. */
export const PATIENCE = { timeout: 110_000, interval: 50 };

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly batch?: string;
  readonly slice?: number;
  readonly url?: string;
  readonly state?: string;
}

export class WatchedWorker {
  readonly process: Started;

  constructor(user: User, role: 'all' | 'verify', environment: Readonly<Record<string, string>>) {
    this.process = user.start(['worker', '--role', role, '--metrics-port', '0'], environment);
  }

  lines(): LogLine[] {
    const { stderr } = this.process.said;
    return stderr
      .slice(0, stderr.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogLine);
  }

  /** Resolves with the first line that begins so. */
  logged(msg: string): Promise<LogLine> {
    return vi.waitUntil(() => this.lines().find((line) => line.msg.startsWith(msg)), PATIENCE);
  }

  async ask(path: string): Promise<{ status: number; text: string }> {
    const { url = '' } = await this.logged('metrics are served');
    const response = await fetch(url.replace('/metrics', path));
    return { status: response.status, text: await response.text() };
  }

  ready(): Promise<{ status: number; text: string }> {
    return this.ask('/readyz');
  }

  async scraped(): Promise<Scrape> {
    return parseExposition((await this.ask('/metrics')).text);
  }

  async kill(): Promise<void> {
    this.process.signal('SIGKILL');
    await this.process.ended;
  }
}
