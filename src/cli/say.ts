// Words to a person beside the results, on standard error. What comes from a list, a label or a path moves no cursor there.

import { visiblePage } from './text-columns.js';

/** In lines of its own. */
export function say(text: string): void {
  process.stderr.write(visiblePage(`${text}\n`));
}
