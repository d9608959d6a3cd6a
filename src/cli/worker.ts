// `rollcall worker`: runs workers until they are stopped.

import { Command, Option } from 'commander';
import { ROLES, type Role } from '../app/roles.js';
import { callsPerSecond, waitForRedisOption, wholeNumber } from './list-options.js';
import { portNumber } from './port-option.js';
import type { Words } from '../words/words.js';

interface WorkerFlags {
  readonly role: Role;
  readonly concurrency?: number;
  readonly rate?: number;
  readonly waitForRedis?: number;
  readonly metricsPort?: number;
  readonly metricsHost?: string;
}

export function workerCommand(words: Words): Command {
  const { worker } = words.help;
  return new Command('worker')
    .summary(worker.summary)
    .description(worker.description)
    .addOption(new Option('--role <role>', worker.role).choices(ROLES).default('all'))
    .option('--concurrency <n>', worker.concurrency, wholeNumber(words))
    .option('--rate <n>', words.listOptions.rate, callsPerSecond(words))
    .addOption(waitForRedisOption(words))
    .option('--metrics-port <n>', worker.metricsPort, portNumber(words))
    .option('--metrics-host <address>', worker.metricsHost)
    .action(async (flags: WorkerFlags) => {
      const { runWorkers } = await import('../app/workers.js');
      const { loadConfig } = await import('../config.js');
      const config = loadConfig();
      const { concurrency = config.concurrency, rate = config.rate } = flags;
      const { waitForRedis: waitForRedisMs = config.waitForRedisMs } = flags;
      const { metricsPort = config.metricsPort, metricsHost = config.metricsHost } = flags;
      const given = { concurrency, rate, waitForRedisMs, metricsPort, metricsHost };
      await runWorkers({ ...config, ...given }, flags.role);
    });
}
