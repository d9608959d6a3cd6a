// Reads an argument that is a whole number.

import { InvalidArgumentError } from 'commander';
import type { Words } from '../words/words.js';

export function wholeNumber({ listOptions }: Words): (text: string) => number {
  return (text) => {
    if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError(listOptions.mustBe.whole);
    return Number(text);
  };
}
