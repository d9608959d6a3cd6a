// The verdict of a reconciliation as a coloured mark with its word: the colour alone says nothing. It knows forms alone.

import { VERDICT_NAMES, type Verdict } from '../../../reconcile/index.js';
import type { Words } from '../../../words/words.js';
import type { Element } from './element.js';

export function VerdictPill({
  verdict,
  words,
}: {
  readonly verdict: Verdict;
  readonly words: Words;
}): Element {
  return <span class={`pill is-${verdict}`}>{VERDICT_NAMES[verdict][words.language]}</span>;
}
