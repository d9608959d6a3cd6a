// Makes a batch's id where the user names none: of the time and the file's name, so that people can tell batches apart.

import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { chinaIso } from '../domain/china-time.js';
import { batchPaths } from './paths.js';
import { recordExists } from './record.js';

const MOST_CHARACTERS = 60;
/** How many characters of such an id are its time. */
export const TIME_CHARACTERS = '20261124-093000-'.length;
/** Letters and digits that an id can't have, as those of Chinese names. */
const OTHER_CHARACTERS = /[^\P{L}A-Za-z]|[^\P{N}0-9]/u;
const PRINT_DIGITS = 4;

/**
 * `20261124-093000-customers`. What an id can't have of the name is left out, and a short print of the whole name stands
 * for it, the same for every file of that name: `20261124-093000-list-3f7a`.
 */
export function defaultId(file: string, nowMs: number): string {
  const time = chinaIso(nowMs).slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const name = (file === '-' ? 'stdin' : basename(file, extname(file))).normalize('NFC');
  const slug = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|-+$/g, '');
  const print = OTHER_CHARACTERS.test(name) ? `-${printOf(name)}` : '';
  return `${`${time}-${slug === '' ? 'list' : slug}`.slice(0, MOST_CHARACTERS - print.length)}${print}`;
}

function printOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, PRINT_DIGITS);
}

/** Two lists of the same name may come in the same second. */
export async function freeId(wanted: string, dataDirectory: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? wanted : `${wanted}-${count}`;
    if (!(await recordExists(batchPaths(dataDirectory, id)))) return id;
  }
}
