// What became of a night, as a coloured mark with its word. It knows forms alone.

import type { Words } from '../../../words/words.js';
import type { Element } from '../parts/element.js';

/** A night that goes on has the state of its batch, which may be any. */
export function NightPill({ state, words }: { readonly state: string; readonly words: Words }): Element {
  const { states } = words.schedulesPage;
  const named: Readonly<Record<string, string>> = { ...words.page.states, ...states };
  return <span class={`pill is-${state}`}>{Object.hasOwn(named, state) ? named[state] : states.other}</span>;
}
