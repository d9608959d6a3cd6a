// What is known of one thing, as names and values. It knows forms alone.

import type { Child, Element } from './element.js';

export interface Fact {
  readonly name: string;
  /** Null: the fact is left out. */
  readonly value: Child;
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }): Element {
  const known = facts.filter(({ value }) => value !== null);
  return (
    <dl class="facts">
      {known.map(({ name, value }) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
