// Says an outcome's message in another language: what an earlier batch has written is carried over into a batch whose
// clerk reads another one. Pure.

import type { MessageRules } from './outcome.js';
import type { ReturnCode } from './return-codes.js';
import { wordsIn } from '../words/catalogue.js';
import type { Language } from '../words/language.js';
import { translated } from '../words/reading.js';
import type { Words } from '../words/words.js';

/**
 * Each remark is known by its form; what is none of ours, as a provider's own words, stays as it is.
 *
 * @param written in which language, and by which table of codes, the message was written
 */
export function messageIn(
  language: Language = 'en',
  { message, code }: { readonly message: string; readonly code: ReturnCode | undefined },
  written: MessageRules,
): string {
  const from = wordsIn(written.language ?? 'en');
  const to = wordsIn(language);
  if (from === to || message === '') return message;
  const meanings = code === undefined ? undefined : written.codes.meaningOf(code);
  const begin = meanings?.[from.language];
  if (begin === undefined || !message.startsWith(begin)) return remarksIn(message, from, to);
  const meaning = meanings?.[to.language] ?? begin;
  const rest = message.slice(begin.length);
  const said = from.outcomes.meaningAndWords({ meaning: '', words: '' });
  // The provider's own words may hold the sign that stands between remarks, so nothing behind them is told apart.
  if (rest.startsWith(said)) return to.outcomes.meaningAndWords({ meaning, words: rest.slice(said.length) });
  const note = rest.startsWith(from.rows.and) ? rest.slice(from.rows.and.length) : '';
  return note === '' ? meaning : to.outcomes.withNote({ message: meaning, note: remarksIn(note, from, to) });
}

function remarksIn(text: string, from: Words, to: Words): string {
  return (
    remarkIn(text, from, to) ??
    text
      .split(from.rows.and)
      .map((part) => remarkIn(part, from, to) ?? part)
      .join(to.rows.and)
  );
}

function remarkIn(text: string, from: Words, to: Words): string | undefined {
  return translated(text, remarksOf(from), remarksOf(to));
}

/** What a message may consist of, the longer forms before those that they begin with. */
function remarksOf({ outcomes, rows: { numbers, names, notes, headerAgain } }: Words) {
  const { attemptsUsedUpAtLast, attemptsUsedUp, answerLost, calledInGap, notCalled, unknownCode } = outcomes;
  const ends = { attemptsUsedUpAtLast, attemptsUsedUp, answerLost, calledInGap, notCalled, unknownCode };
  return { ends, numbers, names, notes, headerAgain };
}
