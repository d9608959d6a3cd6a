// What has become of what somebody did, above the page that shows it. It knows forms alone.

import type { Child, Element } from './element.js';

interface NoticeProps {
  /** `late`: something is in question. */
  readonly look?: 'good' | 'late' | 'bad';
  /** Nothing is shown without it. */
  readonly children?: Child;
}

export function Notice({ look = 'good', children }: NoticeProps): Element {
  if (children === undefined || children === null) return <></>;
  return (
    <p class={`note is-${look}`} role="status">
      {children}
    </p>
  );
}

/**
 * What an address says of what was done, as a text of the catalogue; undefined of anything else.
 *
 * @param said by what `done` may be
 */
export function doneIn(done: string | undefined, said: Readonly<Record<string, string>>): string | undefined {
  return done !== undefined && Object.hasOwn(said, done) ? said[done] : undefined;
}
