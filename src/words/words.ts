// What a catalogue holds: for each text a string, or a function that puts named values into whole sentences. English is the
// first; every other one has to have the same texts. Pure.

import type { Catalogue } from './en/index.js';

export type Words = Catalogue;

/** The texts that are others on a page than at a terminal: there a button does what a command does here. */
export type OnPages = {
  readonly [Group in keyof Words]?: { readonly [Name in keyof Words[Group]]?: Words[Group][Name] };
};

/** A text before its language is chosen. */
export type Say = (words: Words) => string;
