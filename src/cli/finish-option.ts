// The option `--on-finish`: a program's path, which is checked when it is given and not only when it is needed at
// night.

import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { Words } from '../words/words.js';

export const ON_FINISH = '--on-finish <command>';

/** Reads the absolute path. The program gets no arguments from it, because no shell reads the text. */
export function finishCommand({ listOptions }: Words): (text: string) => string {
  return (text) => {
    const path = resolve(text);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // A path that can't be run gets the error below.
    }
    throw new InvalidArgumentError(listOptions.mustBe.program);
  };
}
