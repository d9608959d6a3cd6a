// `rollcall submit`: queues a batch for the workers of a shared Redis.

import { Command } from 'commander';
import { EXIT, type ExitStatus } from '../domain/user-error.js';
import { addListOptions, listOf, requestOf, waitForRedisOption, type ListOptions } from './list-options.js';
import type { Words } from '../words/words.js';
import { addCorrectsOption } from './previous-options.js';

interface SubmitOptions extends ListOptions {
  readonly ping: boolean;
  readonly waitForRedis?: number;
  readonly wait?: true;
  readonly json?: true;
}

export function submitCommand(words: Words): Command {
  const { help, listOptions } = words;
  const command = new Command('submit')
    .summary(help.submit.summary)
    .description(help.submit.description)
    .argument('<file>', listOptions.file);
  return addCorrectsOption(addListOptions(command, words), words)
    .addOption(waitForRedisOption(words))
    .option('--no-ping', help.noPing)
    .option('--wait', help.submit.wait)
    .option('--json', help.submit.json)
    .action(async (file: string, options: SubmitOptions) => {
      process.exitCode = await submitList(file, options, words);
    });
}

async function submitList(file: string, options: SubmitOptions, words: Words): Promise<ExitStatus> {
  const { ping, wait = false, json = false } = options;
  const { Screen } = await import('./screen.js');
  const { submit } = await import('../app/submit.js');
  const screen = new Screen({ json, words });
  const app = screen.app(options);
  const tell: typeof app.tell = (event) => {
    if (event.kind !== 'queued') screen.tell(event);
    else if (wait) screen.say(words.batches.named({ batch: event.batch }));
  };
  try {
    const asked = { list: listOf(file, options), request: requestOf(options, words), ping };
    const waiting = wait ? () => screen.interruptible().stop : undefined;
    const { record, result } = await submit({ ...app, tell }, { ...asked, wait: waiting });
    screen.end();
    if (result !== undefined) {
      screen.print(result);
      return result.exitStatus;
    }
    if (!wait) process.stdout.write(`${record.batch}\n`);
    else screen.say(words.batches.leftAlone({ batch: record.batch }));
    return wait ? EXIT.stopped : EXIT.done;
  } finally {
    screen.end();
  }
}
