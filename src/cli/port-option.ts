// Reads a port from an option's text.

import { InvalidArgumentError } from 'commander';
import type { Words } from '../words/words.js';

const LARGEST = 65_535;

/** 0 is any free port. */
export function portNumber({ listOptions }: Words): (text: string) => number {
  return (text) => {
    if (/^\d{1,5}$/.test(text) && Number(text) <= LARGEST) return Number(text);
    throw new InvalidArgumentError(listOptions.mustBe.port);
  };
}
