// States of batches and statuses of rows as coloured marks with words: the colour alone says nothing. It knows forms alone.

import type { BatchState } from '../../../batch/record.js';
import type { WrittenStatus } from '../../../domain/status.js';
import type { Words } from '../../../words/words.js';
import type { Element } from './element.js';

export function StatePill({ state, words }: { readonly state: BatchState; readonly words: Words }): Element {
  return <span class={`pill is-${state}`}>{words.page.states[state]}</span>;
}

export function StatusPill({
  status,
  words,
}: {
  readonly status: WrittenStatus;
  readonly words: Words;
}): Element {
  return <span class={`pill is-${status}`}>{words.pages.statuses[status]}</span>;
}
