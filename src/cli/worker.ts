// `rollcall worker`: runs workers until they are stopped.

import { Command, InvalidArgumentError, Option } from 'commander';
import { ROLES, type Role } from '../app/roles.js';
import { callsPerSecond, wholeNumber } from './list-options.js';

interface WorkerFlags {
  readonly role: Role;
  readonly concurrency?: number;
  readonly rate?: number;
  readonly metricsPort?: number;
  readonly metricsHost?: string;
}

export function workerCommand(): Command {
  return new Command('worker')
    .summary('run workers until stopped')
    .description(
      'verify: calls the service, needs no files; any number on any machine. batch: reads lists and writes outcomes, ' +
        'owns the data directory. Stops in good order on SIGTERM or Ctrl-C; a second signal ends it at once.',
    )
    .addOption(new Option('--role <role>', 'what it does').choices(ROLES).default('all'))
    .option('--concurrency <n>', 'calls in flight (default: 20)', wholeNumber)
    .option(
      '--rate <n>',
      'calls a second, all workers together (default: the limit is found by itself)',
      callsPerSecond,
    )
    .option(
      '--metrics-port <n>',
      'serve /metrics, /healthz and /readyz on this port; 0: a free one, which the log names',
      portNumber,
    )
    .option('--metrics-host <address>', 'the address to serve them on (default: 127.0.0.1)')
    .action(async (flags: WorkerFlags) => {
      const { runWorkers } = await import('../app/workers.js');
      const { loadConfig } = await import('../config.js');
      const config = loadConfig();
      const { concurrency = config.concurrency, rate = config.rate } = flags;
      const { metricsPort = config.metricsPort, metricsHost = config.metricsHost } = flags;
      await runWorkers({ ...config, concurrency, rate, metricsPort, metricsHost }, flags.role);
    });
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('It must be a port, from 0 to 65535.');
  }
  return Number(text);
}
