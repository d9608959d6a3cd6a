// `rollcall serve` with its pretend service and a browser, started once for a file of tests: whoever signs in gets windows of his own.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { vi } from 'vitest';
import type { SettingsPatch } from '../../src/simulator/index.js';
import { User, type Started } from '../e2e/user.js';
import { startBrowser } from './browser.js';

const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));
const PASSWORD = 'a made-up password';
const PATIENCE_MS = 60_000;

export interface WindowOptions {
  readonly language?: 'en' | 'zh';
  readonly javaScriptEnabled?: boolean;
  readonly width?: number;
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

export class ServedPages {
  readonly #sessions = new Map<string, Session>();
  readonly #contexts: BrowserContext[] = [];

  private constructor(
    readonly user: User,
    readonly browser: Browser,
    readonly args: readonly string[],
    readonly environment: Readonly<Record<string, string>>,
    private server: {
      readonly started: Started;
      readonly url: string;
      readonly firstLink: string | undefined;
    },
  ) {}

  static async start({
    args = [],
    environment = {},
    settings = {},
  }: {
    readonly args?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    readonly settings?: SettingsPatch;
  } = {}): Promise<ServedPages> {
    const user = await User.arrive(settings);
    const [browser, server] = await Promise.all([
      startBrowser(),
      startServer(user, ['--port', '0', ...args], environment),
    ]);
    const port = new URL(server.url).port;
    return new ServedPages(user, browser, ['--port', port, ...args], environment, server);
  }

  get url(): string {
    return this.server.url;
  }

  /** Where the first administrator sets a password, as the terminal says it. */
  get firstLink(): string {
    return this.server.firstLink ?? '';
  }

  /** As if the machine had failed. */
  async kill(): Promise<void> {
    this.server.started.signal('SIGKILL');
    await this.server.started.ended;
  }

  /** At the same address as before. */
  async startAgain(): Promise<void> {
    this.server = await startServer(this.user, this.args, this.environment);
  }

  async close(): Promise<void> {
    for (const context of this.#contexts) await context.close().catch(() => undefined);
    await this.browser.close();
    this.server.started.signal('SIGTERM');
    await this.server.started.ended;
    await this.user.leave();
  }

  /** A window of somebody who has signed in; the first time through the page. */
  async window(role = 'admin', options: WindowOptions = {}, labels: readonly string[] = []): Promise<Page> {
    const who = [role, ...labels].join('-');
    const session = this.#sessions.get(who) ?? (await this.#signIn(who, role, labels));
    this.#sessions.set(who, session);
    return (await this.#context(options, session)).newPage();
  }

  /** A window of somebody who has not. */
  async strangersWindow(options: WindowOptions = {}): Promise<Page> {
    return (await this.#context(options)).newPage();
  }

  async #context(
    { language = 'en', javaScriptEnabled = true, width = 1280 }: WindowOptions,
    storageState?: Session,
  ): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      javaScriptEnabled,
      viewport: { width, height: 900 },
      ...(storageState === undefined ? {} : { storageState }),
    });
    this.#contexts.push(context);
    return context;
  }

  async #signIn(name: string, role: string, labels: readonly string[]): Promise<Session> {
    const labelled = labels.flatMap((label) => ['--label', label]);
    const { stdout } = await this.user.rollcall(['user', 'add', name, '--role', role, ...labelled, '--json']);
    const { link } = JSON.parse(stdout) as { link: string };
    const page = await this.strangersWindow();
    await page.goto(link);
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: /Set the password/ }).click();
    await page.locator('.who-name').waitFor();
    return page.context().storageState();
  }
}

async function startServer(
  user: User,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
) {
  const started = user.start(['serve', '--json', ...args], environment);
  const line = await vi.waitUntil(() => /^.*\n/.exec(started.said.stdout)?.[0], {
    timeout: PATIENCE_MS,
    interval: 20,
  });
  const { url, sign_in: firstLink } = JSON.parse(line) as { url: string; sign_in?: string };
  return { started, url, firstLink };
}

/** What an accessibility checker finds wrong, as `rule: element`. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(AXE, 'utf8'));
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`);
}
