// Reads the request of a schedule that version 0.1.0 has recorded as the words of a command line. The words of that
// version are listed here and never change.

import { listRequestSchema, type ListRequest } from '../batch/list-request.js';
import { CALLED_AGAIN } from '../domain/earlier.js';
import { parseDuration } from '../domain/duration.js';
import { encodingOf } from '../ingest/encoding/encodings.js';

const KNOWN: ReadonlySet<string> = new Set([
  '--name-column',
  '--id-column',
  '--no-header',
  '--header-row',
  '--encoding',
  '--delimiter',
  '--sheet',
  '--precheck',
  '--no-dedupe',
  '--previous',
  '--only',
  '--older-than',
  '--exit-on-change',
  '--max-calls',
  '--max-attempts',
  '--in-doubt',
  '--rate',
  '--priority',
  // The option was accepted without effect, as workers have a setting of their own.
  '--concurrency',
  '--label',
  '--xlsx',
  '--split',
]);

/** @returns the request, or a message why the words are none */
export function requestInWords(words: readonly string[]): ListRequest | string {
  // If an option is given twice, the last one counts.
  const given = new Map(words.map(asOption));
  const unknown = [...given.keys()].find((option) => !KNOWN.has(option));
  if (unknown !== undefined) return `no option ${unknown}`;
  const text = (option: string): string | undefined => given.get(option);
  const number = (option: string): number | undefined =>
    given.has(option) ? Number(given.get(option)) : undefined;
  const encoding = text('--encoding');
  const olderThan = text('--older-than');
  const previous = text('--previous');
  const read = listRequestSchema.safeParse({
    label: text('--label') ?? '',
    reading: {
      encoding: encoding === undefined ? undefined : (encodingOf(encoding) ?? encoding),
      delimiter: text('--delimiter'),
      sheet: text('--sheet'),
      header: !given.has('--no-header'),
      headerRow: number('--header-row'),
      nameColumn: text('--name-column'),
      idColumn: text('--id-column'),
      precheck: text('--precheck') ?? 'reject',
      dedupe: !given.has('--no-dedupe'),
    },
    options: {
      maxCalls: number('--max-calls'),
      maxAttempts: number('--max-attempts'),
      inDoubt: text('--in-doubt'),
      rate: number('--rate'),
      priority: text('--priority'),
    },
    files: { xlsx: given.has('--xlsx'), split: given.has('--split') },
    previous:
      previous === undefined
        ? undefined
        : {
            batch: previous,
            callAgain: callAgainOf(text('--only')),
            olderThanMs: olderThan === undefined ? undefined : (parseDuration(olderThan) ?? olderThan),
          },
    exitOnChange: given.has('--exit-on-change'),
  });
  return read.success
    ? read.data
    : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

/** Splits `--label=ours` into `--label` and `ours`; an option without a value gets an empty one. */
function asOption(word: string): [option: string, value: string] {
  const at = word.indexOf('=');
  return at === -1 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)];
}

function callAgainOf(only: string | undefined): readonly string[] {
  if (only === undefined) return CALLED_AGAIN;
  return only === 'none' ? [] : only.split(',').map((status) => status.trim());
}
