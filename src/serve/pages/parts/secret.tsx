// Something that is shown this once, as a key. It knows forms alone.

import type { Child, Element } from './element.js';

interface SecretProps {
  readonly name: string;
  readonly secret: string;
  /** What to do with it. */
  readonly children?: Child;
}

export function Secret({ name, secret, children }: SecretProps): Element {
  return (
    <section class="card secret">
      {children}
      <div class="field">
        <label for="secret">{name}</label>
        <input id="secret" type="text" value={secret} readonly autocomplete="off" spellcheck={false} />
      </div>
    </section>
  );
}
