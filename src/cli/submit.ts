// `rollcall submit`: queues a batch for the workers of a shared Redis.

import { Command } from 'commander';
import { createBatch } from '../batch/create.js';
import { keepOptions } from '../batch/keep-options.js';
import { loadConfig, type Config } from '../config.js';
import { EXIT, UserError, type ExitStatus } from '../domain/user-error.js';
import { makeDataDirectory, openBatchAccess } from './batch-access.js';
import { reportEnds, reportOptions } from './batch-report.js';
import { showBrief } from './check-brief.js';
import { addListOptions, requestOf, type ListOptions } from './list-options.js';
import { beforeCalls } from './before-calls.js';
import { follow } from './follow.js';
import { sweepTemporaryDirectories } from './temporary-directory.js';

interface SubmitOptions extends ListOptions {
  readonly ping: boolean;
  readonly wait?: true;
  readonly json?: true;
}

export function submitCommand(): Command {
  const command = new Command('submit')
    .summary("queue a list for the workers on REDIS_URL, and print the batch's id")
    .description(
      'Copies the list into the data directory and queues it as a batch. A batch worker (rollcall worker --role batch) ' +
        'with the same data directory reads it, verify workers call the service.',
    )
    .argument('<file>', 'a CSV or Excel file with a column of names and one of identity numbers');
  return addListOptions(command)
    .option('--no-ping', "don't try the credentials first")
    .option('--wait', 'follow the batch to its end; a signal ends the waiting, not the batch')
    .option('--json', 'with --wait: print the summary on standard output as JSON')
    .action(async (file: string, options: SubmitOptions) => {
      process.exitCode = await submit(file, options, loadConfig());
    });
}

async function submit(file: string, options: SubmitOptions, config: Config): Promise<ExitStatus> {
  if (config.redisUrl === undefined) {
    throw new UserError(
      "'submit' needs workers on a shared Redis: set REDIS_URL. On one machine 'rollcall run' does the whole job.",
    );
  }
  await makeDataDirectory(config.dataDir);
  await sweepTemporaryDirectories();
  const request = requestOf(file, options, config);
  await beforeCalls(config, options.ping);
  const { record, existed, doubts } = await createBatch(request, config.dataDir, Date.now());
  if (!existed) await showBrief(record, config, request.previous, doubts);
  const access = await openBatchAccess(config);
  try {
    if (existed) {
      await keepOptions([record.batch], request.given, config.dataDir);
      await access.controlOf(record).retune();
    }
    await access.queue.add(record.batch, record.options.priority);
    if (!(await access.queue.hasWorkers())) process.stderr.write(withoutWorkers(config));
    if (!options.wait) {
      process.stdout.write(`${record.batch}\n`);
      return EXIT.done;
    }
    process.stderr.write(`Batch ${record.batch}\n`);
    const end = await follow(record, access, config);
    if (end === undefined) return EXIT.stopped;
    return await reportEnds([record], new Map([[record.batch, end]]), reportOptions(options));
  } finally {
    await access.close();
  }
}

function withoutWorkers({ dataDir }: Config): string {
  return `No batch worker has ${dataDir} in hand yet: the batch waits for one. (rollcall worker --role batch)\n`;
}
