// The option `--on-finish`: a program's path, looked at when it is given, not when it is needed at night.

import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';

export const ON_FINISH = '--on-finish <command>';

/** @returns the absolute path. No shell reads it, so that it has no arguments of its own. */
export function finishCommand(text: string): string {
  const path = resolve(text);
  try {
    accessSync(path, constants.X_OK);
    if (statSync(path).isFile()) return path;
  } catch {
    // Told below.
  }
  throw new InvalidArgumentError('It must be the path of a program that can be run, without arguments.');
}
