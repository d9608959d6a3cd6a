// The head of a page: where one is, what it is called, and what can be done there. It knows forms alone.

import type { Child, Element } from './element.js';

interface HeadingProps {
  readonly title: Child;
  /** The page above this one. */
  readonly above?: { readonly address: string; readonly name: string };
  /** A line below the title. */
  readonly about?: Child;
  /** Buttons. */
  readonly children?: Child;
}

export function Heading({ title, above, about, children }: HeadingProps): Element {
  return (
    <div class="heading">
      <div>
        {above === undefined ? null : (
          <p class="above">
            <a href={above.address}>{above.name}</a>
          </p>
        )}
        <h1>{title}</h1>
        {about === undefined ? null : <p class="about">{about}</p>}
      </div>
      {children === undefined ? null : <div class="actions">{children}</div>}
    </div>
  );
}
