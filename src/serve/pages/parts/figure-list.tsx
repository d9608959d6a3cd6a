// Figures beside each other, each with what it is. It knows forms alone.

import type { Child, Element } from './element.js';

export function Figures({ children }: { readonly children?: Child }): Element {
  return <dl class="figures">{children}</dl>;
}

export function Figure({ name, children }: { readonly name: string; readonly children?: Child }): Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
