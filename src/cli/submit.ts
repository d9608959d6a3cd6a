// `rollcall submit`: queues a batch for the workers of a shared Redis.

import { Command } from 'commander';
import { EXIT, type ExitStatus } from '../domain/user-error.js';
import { addListOptions, listOf, requestOf, type ListOptions } from './list-options.js';

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
      process.exitCode = await submitList(file, options);
    });
}

async function submitList(file: string, options: SubmitOptions): Promise<ExitStatus> {
  const { ping, wait = false, json = false } = options;
  const { Screen } = await import('./screen.js');
  const { submit } = await import('../app/submit.js');
  const screen = new Screen({ json });
  const app = screen.app();
  const tell: typeof app.tell = (event) => {
    if (event.kind !== 'queued') screen.tell(event);
    else if (wait) process.stderr.write(`Batch ${event.batch}\n`);
  };
  try {
    const asked = { list: listOf(file, options), request: requestOf(options), ping };
    const waiting = wait ? () => screen.interruptible().stop : undefined;
    const { record, result } = await submit({ ...app, tell }, { ...asked, wait: waiting });
    screen.end();
    if (result !== undefined) {
      screen.print(result);
      return result.exitStatus;
    }
    if (!wait) process.stdout.write(`${record.batch}\n`);
    else for (const line of leftAlone(record.batch)) screen.say(line);
    return wait ? EXIT.stopped : EXIT.done;
  } finally {
    screen.end();
  }
}

function leftAlone(batch: string): string[] {
  return [
    `Batch ${batch} goes on without this command.`,
    `  rollcall status ${batch} --watch  follows it`,
    `  rollcall pause ${batch}           stops it`,
    `  rollcall cancel ${batch}          ends it for good`,
  ];
}
