// What a form has sent, as text. It knows no page.

import type { ServeContext } from '../serve-env.js';
import { wholeBody } from '../body.js';
import { Problem } from '../problem.js';

const FORM = /^application\/x-www-form-urlencoded\b/;

export class SentForm {
  readonly #sent: URLSearchParams;

  private constructor(sent: URLSearchParams) {
    this.#sent = sent;
  }

  /** @throws Problem where it is no form, or a larger one than any page has */
  static async of(context: ServeContext): Promise<SentForm> {
    const type = context.req.header('content-type') ?? '';
    if (!FORM.test(type)) throw new Problem(415, 'unsupported-media-type');
    // Anybody may send one, before he has signed in.
    return new SentForm(new URLSearchParams((await wholeBody(context)).toString('utf8')));
  }

  /** Without blanks around it; empty where the form has no such field. */
  text(name: string): string {
    return this.#sent.get(name)?.trim() ?? '';
  }

  /** As it was typed, as passwords are. */
  exact(name: string): string {
    return this.#sent.get(name) ?? '';
  }

  /** Undefined where nothing was filled in. */
  optional(name: string): string | undefined {
    const text = this.text(name);
    return text === '' ? undefined : text;
  }

  /** NaN, which no request takes, where it is none. */
  number(name: string): number | undefined {
    const text = this.optional(name);
    return text === undefined ? undefined : Number(text);
  }

  names(): readonly string[] {
    return [...this.#sent.keys()];
  }

  all(name: string): readonly string[] {
    return this.#sent.getAll(name);
  }

  /** What was typed into these fields, to be shown again. */
  typed(...names: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries(names.map((name) => [name, this.exact(name)]));
  }

  isChecked(name: string): boolean {
    return this.#sent.has(name);
  }
}
