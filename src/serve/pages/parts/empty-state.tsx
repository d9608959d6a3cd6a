// What stands where there is nothing yet: why, and what to do first. It knows forms alone.

import type { Child, Element } from './element.js';

interface EmptyStateProps {
  readonly title: string;
  readonly children?: Child;
}

export function EmptyState({ title, children }: EmptyStateProps): Element {
  return (
    <section class="empty">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
