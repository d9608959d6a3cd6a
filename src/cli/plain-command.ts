// What commands share that ask for something and print it: the use cases' surroundings, lines for people, JSON for programs.

import type { App } from '../app/app.js';
import type { Words } from '../words/words.js';
import { visiblePage } from './text-columns.js';

export async function appFor(words: Words): Promise<App> {
  const { Screen } = await import('./screen.js');
  return new Screen({ words }).app();
}

export function printLines(lines: readonly string[]): void {
  process.stdout.write(visiblePage(`${lines.join('\n')}\n`));
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
