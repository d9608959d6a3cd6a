// `rollcall simulate people`: writes a list of made-up people, of any length, as CSV. It knows where the text goes; the
// simulator decides what it says.

import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { writeWhole } from '../files/durable.js';
import { UserError } from '../domain/user-error.js';
import { MIXES, peopleCsv, POPULATION, type Mix, type PeopleOptions } from '../simulator/index.js';
import type { Words } from '../words/words.js';

interface Flags {
  readonly count: string;
  readonly seed?: string | undefined;
  readonly mix: Mix;
  readonly out?: string | undefined;
}

export function simulatePeopleCommand({ simulate }: Words): Command {
  return new Command('people')
    .description(simulate.people)
    .option('--count <n>', simulate.count, '600')
    .option('--seed <n>', simulate.which)
    .addOption(new Option('--mix <mix>', simulate.mix).choices(MIXES).default('fixture'))
    .option('--out <file>', simulate.out)
    .action(async ({ count, mix, out, ...flags }: Flags, command: Command) => {
      // `simulate` has a --seed too, and commander may have given this option to it.
      const seed = flags.seed ?? command.parent?.opts<Flags>().seed ?? '1';
      const options = {
        count: whole('--count', count, POPULATION),
        seed: whole('--seed', seed, 2 ** 32 - 1),
        mix,
      };
      await (out === undefined ? toStandardOutput(options) : toFile(options, out));
    });
}

function whole(flag: string, text: string, largest: number): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= 0 && number <= largest) return number;
  throw new UserError('invalid-options', ({ useErrors }) => useErrors.wholeUpTo({ flag, largest, text }));
}

async function toStandardOutput(options: PeopleOptions): Promise<void> {
  try {
    await pipeline(Readable.from(peopleCsv(options)), process.stdout, { end: false });
  } catch (error) {
    // A reader such as `head` ends when it has read enough, which is no error.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

/** Writes under a temporary name first, so that a file under its final name is always complete. */
async function toFile(options: PeopleOptions, path: string): Promise<void> {
  if (existsSync(path) && !statSync(path).isFile()) {
    throw new UserError('unwritable-file', ({ useErrors }) => useErrors.outIsNoFile({ path }));
  }
  try {
    await writeWhole(path, String(process.pid), (file) => writeFile(file, peopleCsv(options)));
  } catch (error) {
    throw new UserError(
      'unwritable-file',
      ({ useErrors }) => useErrors.unwritable({ path, why: (error as Error).message }),
      {
        cause: error,
      },
    );
  }
}
