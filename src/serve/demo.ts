// The demonstration: the pretend service in this process, settings that point at it, and a draft of made-up people, in a data directory
// of its own. Nothing of the caller's settings reaches it but where data lies.

import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDraft } from '../app/draft.js';
import type { App } from '../app/app.js';
import { makeDirectory } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { newIncarnation } from '../batch/new-batch.js';
import { hasBatches } from '../batch/recorded-batches.js';
import { providerOf } from '../provider/index.js';
import { DEMO_CREDENTIALS, peopleCsv, startSimulator, type Simulator } from '../simulator/index.js';
import { requestOf } from './schemas/new-batch.js';

/** Slow enough that there is something to see. */
const LATENCY_MS = 40;
const PEOPLE = 2_000;
const SEED = 1;
const BATCH = 'demo';
/** Made up like the people, so that costs are seen. */
const PRICE = '0.30';
const YEAR_MS = 366 * 86_400_000;

export interface Demo {
  /** Settings by the names of their variables. */
  readonly variables: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** @param dataDir of the settings; the demonstration has a directory in it */
export async function startDemo(dataDir: string, provider: string): Promise<Demo> {
  const directory = join(dataDir, 'serve-demo');
  await makeDirectory(directory);
  const simulator = await atSamePort(directory, (port) =>
    startSimulator({
      provider,
      port,
      host: '127.0.0.1',
      seed: SEED,
      log: undefined,
      state: join(directory, 'provider-state.json'),
      credentials: DEMO_CREDENTIALS,
      settings: { latencyMs: LATENCY_MS },
    }),
  );
  const { url, credentials } = simulator;
  const { needsBucket } = providerOf(provider);
  return {
    variables: {
      ROLLCALL_DATA: directory,
      ROLLCALL_PROVIDER: provider,
      ROLLCALL_AUTH_URL: url,
      [needsBucket ? 'ROLLCALL_STAT_URL' : 'ROLLCALL_BILL_URL']: url,
      ROLLCALL_APPID: credentials.appid,
      ROLLCALL_BUCKET: needsBucket ? credentials.bucket : '',
      ROLLCALL_SECRET_ID: credentials.secretId,
      ROLLCALL_SECRET_KEY: credentials.secretKey,
      ROLLCALL_PRICE: PRICE,
      ROLLCALL_CURRENCY: 'CNY',
      // An empty variable is one that is not set: the demonstration has a Redis of its own.
      REDIS_URL: '',
    },
    close: () => simulator.close(),
  };
}

const PORT_FILE = 'provider-port';

/** Whether the data directory is that of a demonstration. */
export async function isDemo(dataDir: string): Promise<boolean> {
  return (await stat(join(dataDir, PORT_FILE)).catch(undefinedIfMissing)) !== undefined;
}

/** Batches go on at the address at which they began, so it is the same one each time, where it can be had. */
async function atSamePort(
  directory: string,
  start: (port: number) => Promise<Simulator>,
): Promise<Simulator> {
  const path = join(directory, PORT_FILE);
  const known = Number(await readFile(path, 'utf8').catch(() => '0'));
  const simulator = await start(Number.isInteger(known) ? known : 0).catch(() => start(0));
  await writeFile(path, new URL(simulator.url).port, { mode: 0o600 });
  return simulator;
}

/** A draft of made-up people, where there is nothing to look at yet. */
export async function makeDemoBatch(app: App): Promise<void> {
  const { dataDir } = app.config;
  if (await hasBatches(dataDir)) return;
  const file = join(dataDir, 'made-up-people.csv');
  if (!existsSync(file)) {
    const people = [...peopleCsv({ count: PEOPLE, seed: SEED, mix: 'fixture' })].join('');
    await writeFile(file, people, { mode: 0o600 });
  }
  await makeDraft(app, {
    list: { file, batch: BATCH },
    name: 'made-up-people.csv',
    request: requestOf({ list: '', label: BATCH }, 'en'),
    incarnation: newIncarnation(),
    until: Date.now() + YEAR_MS,
    by: { id: 'rollcall', by: 'terminal' },
  });
}
