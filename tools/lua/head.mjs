// Reads the head of a script: what it does, the names of its KEYS and ARGV in their order, its reply. Node built-ins only, as
// the build uses it.
//
// The head is the lines with three dashes at the file's beginning. An entry of KEYS or ARGV is a name and, two spaces or more
// behind it, what it is; `...names` stands for any number and comes last. Lines that are indented further go on with it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LuaError } from './files.mjs';

const SECTIONS = ['KEYS', 'ARGV', 'REPLY'];
const ENTRY = /^--- {3}((?:\.\.\.)?[a-z][A-Za-z]*) {2,}\S/;
const CONTINUED = /^--- {4,}\S/;

/**
 * @typedef {object} Head
 * @property {readonly string[]} keys
 * @property {readonly string[]} args
 */

/**
 * @param {string} root
 * @param {string} script from the repository's top
 * @returns {Head}
 * @throws {LuaError} where it is not a head
 */
export function headOf(root, script) {
  const sections = sectionsOf(script, readFileSync(join(root, script), 'utf8').split('\n'));
  if (sections.get('')?.[0]?.text.trim() === undefined)
    throw new LuaError(script, 1, 'a script opens with what it does, in lines with three dashes');
  if ((sections.get('REPLY') ?? []).length === 0) throw new LuaError(script, 1, 'the head has no REPLY');
  const [keys, args] = ['KEYS', 'ARGV'].map((title) => namesOf(script, title, sections.get(title) ?? []));
  if (keys === undefined || keys.length === 0)
    throw new LuaError(script, 1, 'the head names no KEYS: a cluster finds the server by them');
  return { keys, args: args ?? [] };
}

/**
 * @param {string} script
 * @param {readonly string[]} lines of the file
 */
function sectionsOf(script, lines) {
  /** @type {Map<string, { text: string, line: number }[]>} by title; what the script does has none */
  const sections = new Map();
  let title = '';
  for (const [index, text] of lines.entries()) {
    if (!text.startsWith('---') || text.includes('@include')) break;
    const word = text.slice(4);
    if (SECTIONS.includes(word)) {
      if (sections.has(word) || SECTIONS.indexOf(word) < SECTIONS.indexOf(title))
        throw new LuaError(script, index + 1, `the head has ${SECTIONS.join(', ')} in this order, each once`);
      title = word;
      sections.set(title, []);
    } else if (word.trim() !== '') {
      const section = sections.get(title) ?? [];
      section.push({ text, line: index + 1 });
      sections.set(title, section);
    }
  }
  return sections;
}

/**
 * @param {string} script
 * @param {string} title
 * @param {readonly { readonly text: string, readonly line: number }[]} entries
 */
function namesOf(script, title, entries) {
  /** @type {string[]} */
  const names = [];
  for (const { text, line } of entries) {
    const name = ENTRY.exec(text)?.[1];
    if (name === undefined && names.length > 0 && CONTINUED.test(text)) continue;
    if (name === undefined)
      throw new LuaError(script, line, `an entry of ${title} is a name, two spaces or more, and what it is`);
    if (names.at(-1)?.startsWith('...') === true)
      throw new LuaError(script, line, `${names.at(-1)} takes all that follows, so ${name} can't follow it`);
    if (names.some((other) => bare(other) === bare(name)))
      throw new LuaError(script, line, `${title} has ${bare(name)} twice`);
    names.push(name);
  }
  return names;
}

/** @param {string} name */
function bare(name) {
  return name.replace('...', '');
}
