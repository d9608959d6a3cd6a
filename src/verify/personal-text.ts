// Whether a short text from the service holds a person's name or number, also in the ways in which programs write them
// elsewhere: percent-encoded, escaped, as entities, in base64 or hexadecimal digits, in Chinese numerals. Knows texts
// alone.

import { isUtf8 } from 'node:buffer';
import { hasKnownRegion, lengthened, numberFault } from '../domain/identity-number.js';
import type { Person } from '../domain/row.js';

/** The text's letters and digits alone, in one width and case, so that separators and spelling make no difference. */
export function bareText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** @returns whether the text has the person's name or number in it, or anybody's identity number */
export function holdsPersonal(text: string, { idNumber, name }: Person): boolean {
  const retired = idNumber.length === 18 ? idNumber.slice(0, 6) + idNumber.slice(8, 17) : idNumber;
  const isWideName = WIDE.test(name);
  return [text, ...otherReadings(text)].some((reading) => {
    // A text without any of these holds no number, and a name only if that is in Latin letters: the search of most ids
    // ends here.
    if (!PERSONAL.test(reading) && (isWideName || !holds(reading, name))) return false;
    return [name, idNumber, retired].some((part) => holds(reading, part)) || hasIdentityNumber(reading);
  });
}

const WIDE = /[^\0-\x7f]/;
/** Fifteen digits, whatever separates them, or a character beyond ASCII. */
const PERSONAL = /(?:\p{Nd}[^\p{L}\p{N}]*){15}|[^\0-\x7f]/u;

/** Two given letters stand in every other id by chance, so a name so short is not looked for. */
const SHORTEST_OF_LETTERS = 3;

function holds(said: string, part: string): boolean {
  const bare = bareText(part);
  if (bare === '' || (bare.length < SHORTEST_OF_LETTERS && /^[\0-\x7f]*$/.test(bare))) return false;
  return bareText(said).includes(bare);
}

/**
 * Whether there is an identity number of anybody: with a possible date and place, and, where it has 18 characters, the
 * right check character.
 */
function hasIdentityNumber(said: string): boolean {
  for (const [run] of bareText(said).matchAll(/\d{15,}x?/g)) {
    if (run.length === 15 && isPossible(lengthened(run))) return true;
    for (let at = 0; at + 18 <= run.length; at += 1) {
      if (isPossible(run.slice(at, at + 18).toUpperCase())) return true;
    }
  }
  return false;
}

function isPossible(number: string): boolean {
  return numberFault(number, '9999-12-31') === undefined && hasKnownRegion(number);
}

/** Shorter ones hold no name and no number. */
const BASE64 = /[A-Za-z0-9+/]{8,}={0,2}/g;
const BASE64_URL = /[A-Za-z0-9_-]{8,}/g;
const URL_SAFE = /[_-]/;
const HEXADECIMAL = /(?:[0-9A-Fa-f]{2}){6,}/g;

/**
 * The readings of a text whose content was written for another place, such as a URL or HTML; each is at most as long as
 * the text.
 */
function otherReadings(text: string): string[] {
  const plain = ENCODED.test(text) ? unescaped(text) : text;
  const said = plain === text ? [] : [plain];
  for (const part of plain.match(BASE64) ?? []) addText(said, Buffer.from(part, 'base64'));
  if (URL_SAFE.test(plain))
    for (const part of plain.match(BASE64_URL) ?? []) addText(said, Buffer.from(part, 'base64'));
  for (const part of plain.match(HEXADECIMAL) ?? []) addText(said, Buffer.from(part, 'hex'));
  const numerals = [text, ...said].filter((reading) => NUMERAL.test(reading)).map(inDigits);
  return [...said, ...numerals];
}

/** Adds the bytes as a reading if they are text. Most texts that look like base64 decode to other bytes. */
function addText(readings: string[], bytes: Buffer): void {
  if (isUtf8(bytes)) readings.push(bytes.toString('utf8'));
}

const ENCODED = /[%\\&]/;
const PERCENT = /(?:%[0-9A-Fa-f]{2})+/g;
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]{1,6})\})/g;
const ENTITY = /&#(?:(\d{1,7})|[xX]([0-9A-Fa-f]{1,6}));?/g;

function unescaped(text: string): string {
  return text
    .replace(PERCENT, (part) => Buffer.from(part.replaceAll('%', ''), 'hex').toString('utf8'))
    .replace(ESCAPE, (_, wide?: string, narrow?: string, any?: string) =>
      character(Number.parseInt(wide ?? narrow ?? any ?? '', 16)),
    )
    .replace(ENTITY, (_, decimal?: string, hexadecimal?: string) =>
      character(decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)),
    );
}

function character(code: number): string {
  return code <= 0x10_ffff ? String.fromCodePoint(code) : '';
}

const NUMERALS = ['〇零', '一壹', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'];
const DIGIT: ReadonlyMap<string, string> = new Map(
  NUMERALS.flatMap((written, digit) => Array.from(written, (numeral) => [numeral, String(digit)] as const)),
);
const NUMERAL = new RegExp(`[${NUMERALS.join('')}]`);

function inDigits(text: string): string {
  return text.replace(new RegExp(NUMERAL, 'g'), (numeral) => DIGIT.get(numeral) ?? numeral);
}
