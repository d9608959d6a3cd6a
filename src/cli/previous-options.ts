// The options by which a list is compared with an earlier batch: which batch, and which of its people are called again.

import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ListRequest } from '../batch/list-request.js';
import { CARRY_LABELS } from '../batch/record-parts.js';
import { STATUSES, statusNamed, type Status } from '../domain/status.js';
import { CALLED_AGAIN } from '../domain/earlier.js';
import { UserError } from '../domain/user-error.js';
import { duration } from './duration.js';
import type { Words } from '../words/words.js';

export interface PreviousOptions {
  readonly previous?: string;
  readonly only?: readonly Status[];
  readonly olderThan?: number;
  readonly previousProvider?: 'same' | 'any';
  readonly exitOnChange?: true;
  readonly corrects?: string;
  readonly carry?: number;
  readonly carryLabel?: 'same' | 'any';
}

/** Left out where nothing is said: the settings decide then. */
export function carryOf({ carry, carryLabel }: PreviousOptions): ListRequest['carry'] {
  if (carry === undefined && carryLabel === undefined) return undefined;
  return { withinMs: carry, label: carryLabel ?? 'same' };
}

export function addPreviousOptions(command: Command, words: Words): Command {
  const { listOptions, carrying } = words;
  return command
    .option('--carry <age>', carrying.carry, duration(words))
    .addOption(new Option('--carry-label <which>', carrying.label).choices(CARRY_LABELS))
    .option('--previous <batch>', listOptions.previous)
    .option('--only <statuses>', listOptions.only({ statuses: CALLED_AGAIN.join(',') }), statuses(words))
    .option('--older-than <age>', listOptions.olderThan, duration(words))
    .addOption(
      new Option('--previous-provider <which>', listOptions.previousProvider).choices(['same', 'any']),
    );
}

/** For commands that verify a list that a person has mended. */
export function addCorrectsOption(command: Command, { listOptions }: Words): Command {
  return command.option('--corrects <batch>', listOptions.corrects);
}

/** The statuses that a person can have; a record that can't be read names nobody. */
const NAMED: readonly Status[] = STATUSES.filter((status) => status !== 'unreadable');

/** They may be named as the outcomes of a batch name them, too. */
function statuses({ listOptions }: Words): (text: string) => Status[] {
  return (text) => {
    if (text === 'none') return [];
    return text.split(/[,，]/).map((word) => {
      const found = NAMED.find((status) => status === statusNamed(word.trim()));
      if (found !== undefined) return found;
      throw new InvalidArgumentError(listOptions.mustBe.statuses({ statuses: NAMED.join(', ') }));
    });
  };
}

/** @throws UserError where an option is given that needs --previous */
export function previousOf({
  previous,
  only,
  olderThan,
  previousProvider,
  exitOnChange,
  corrects,
}: PreviousOptions): ListRequest['previous'] {
  if (previous !== undefined && corrects !== undefined) {
    throw new UserError('invalid-options', ({ listOptions }) => listOptions.correctsOrPrevious);
  }
  if (previous !== undefined)
    return {
      batch: previous,
      callAgain: [...(only ?? CALLED_AGAIN)],
      olderThanMs: olderThan,
      ...(previousProvider === 'any' && { anyProvider: true }),
    };
  for (const [option, value] of Object.entries({
    '--only': corrects === undefined ? only : undefined,
    '--older-than': olderThan,
    '--previous-provider': previousProvider,
    '--exit-on-change': exitOnChange,
  })) {
    if (value === undefined) continue;
    throw new UserError('invalid-options', ({ listOptions }) => listOptions.needsPrevious({ option }));
  }
  return undefined;
}
