// The options by which a list is compared with an earlier batch: which batch, and which of its people are called again.

import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ListRequest } from '../batch/list-request.js';
import { STATUSES, type Status } from '../domain/status.js';
import { CALLED_AGAIN } from '../domain/earlier.js';
import { UserError } from '../domain/user-error.js';
import { duration } from './duration.js';

export interface PreviousOptions {
  readonly previous?: string;
  readonly only?: readonly Status[];
  readonly olderThan?: number;
  readonly previousProvider?: 'same' | 'any';
  readonly exitOnChange?: true;
}

export function addPreviousOptions(command: Command): Command {
  return command
    .option(
      '--previous <batch>',
      'hold the list against that batch, or the "latest" completed one with the same label: call who is new or has to be ' +
        'called again, carry the other outcomes over, write changes.csv',
    )
    .option(
      '--only <statuses>',
      `with --previous: whoever has one of these is called again (default: ${CALLED_AGAIN.join(',')}); "none": nobody for ` +
        'the status alone',
      statuses,
    )
    .option(
      '--older-than <age>',
      'with --previous: whoever was last called longer ago is called again too, such as 30d or 12h',
      duration,
    )
    .addOption(
      new Option(
        '--previous-provider <which>',
        'with --previous: whose outcomes count, only those of the provider that is called now or any (default: same)',
      ).choices(['same', 'any']),
    );
}

/** The statuses that a person can have; a record that can't be read names nobody. */
const NAMED = STATUSES.filter((status) => status !== 'unreadable');

function statuses(text: string): Status[] {
  if (text === 'none') return [];
  return text.split(',').map((word) => {
    const found = NAMED.find((status) => status === word.trim());
    if (found === undefined) {
      throw new InvalidArgumentError(
        `It must be "none", or statuses separated by commas, of ${NAMED.join(', ')}.`,
      );
    }
    return found;
  });
}

/** @throws UserError where an option is given that needs --previous */
export function previousOf({
  previous,
  only,
  olderThan,
  previousProvider,
  exitOnChange,
}: PreviousOptions): ListRequest['previous'] {
  if (previous !== undefined)
    return {
      batch: previous,
      callAgain: [...(only ?? CALLED_AGAIN)],
      olderThanMs: olderThan,
      ...(previousProvider === 'any' && { anyProvider: true }),
    };
  for (const [option, value] of Object.entries({
    '--only': only,
    '--older-than': olderThan,
    '--previous-provider': previousProvider,
    '--exit-on-change': exitOnChange,
  })) {
    if (value === undefined) continue;
    throw new UserError(
      'invalid-options',
      `${option} goes with --previous: name the batch to hold the list against, or "latest".`,
    );
  }
  return undefined;
}
