// The option `--on-finish`: a program's path, which is checked when it is given and not only when it is needed at
// night.

import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';

export const ON_FINISH = '--on-finish <command>';

/** @returns the absolute path. The program gets no arguments from it, because no shell reads the text. */
export function finishCommand(text: string): string {
  const path = resolve(text);
  try {
    accessSync(path, constants.X_OK);
    if (statSync(path).isFile()) return path;
  } catch {
    // A path that can't be run gets the error below.
  }
  throw new InvalidArgumentError('It must be the path of a program that can be run, without arguments.');
}
