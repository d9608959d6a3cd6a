// Lists of made-up people as long as wanted, written as lists are: quoted or not, LF or CRLF, UTF-8 or GB18030.

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { encodeGb18030 } from '../fixtures/lists/gb18030.mjs';
import { built } from './built.mjs';

const { peopleCsv } = /** @type {typeof import('../src/simulator/people.js')} */ (
  await built('simulator/people.js')
);

/**
 * @typedef {object} Form
 * @property {string} name
 * @property {boolean} quoted
 * @property {'\n' | '\r\n'} lineEnd
 * @property {'utf-8' | 'gb18030'} encoding
 * @property {import('../src/simulator/people.js').Mix} [mix] `clean`: every row is called. Else there is every oddity.
 */

/** @type {readonly Form[]} */
export const FORMS = [
  { name: 'as databases export it', quoted: false, lineEnd: '\n', encoding: 'utf-8' },
  { name: 'CRLF', quoted: false, lineEnd: '\r\n', encoding: 'utf-8' },
  { name: 'every cell quoted', quoted: true, lineEnd: '\n', encoding: 'utf-8' },
  { name: 'every cell quoted, CRLF', quoted: true, lineEnd: '\r\n', encoding: 'utf-8' },
  { name: 'GB18030, CRLF, as Excel saves it', quoted: false, lineEnd: '\r\n', encoding: 'gb18030' },
];

/** @type {Form} */
export const CLEAN = { name: 'clean', quoted: false, lineEnd: '\n', encoding: 'utf-8', mix: 'clean' };

/**
 * @param {string} path
 * @param {number} count of people
 * @param {Form} form
 */
export async function writeList(path, count, form) {
  await pipeline(Readable.from(chunks(count, form)), createWriteStream(path));
}

/**
 * @param {number} count
 * @param {Form} form
 * @returns {Generator<Buffer>}
 */
function* chunks(count, { quoted, lineEnd, encoding, mix = 'fixture' }) {
  for (const text of peopleCsv({ seed: 1, count, mix })) {
    // Records that are quoted already, a few in a list, stay as they are.
    const lines = text.split('\n').map((line) => (quoted && line !== '' ? quotedLine(line) : line));
    const written = lines.join(lineEnd);
    yield encoding === 'gb18030' ? encodeGb18030(written) : Buffer.from(written);
  }
}

/** @param {string} line */
function quotedLine(line) {
  return line.includes('"') ? line : `"${line.replaceAll(',', '","')}"`;
}
