// Prints words for a person on standard error, beside the results. Texts from a list, a label or a path can't control
// the terminal.

import { visiblePage } from './text-columns.js';

/** Prints the text as lines of its own. */
export function say(text: string): void {
  process.stderr.write(visiblePage(`${text}\n`));
}
