// What every contender is given and tells: it is a process of its own, which gets its task as JSON in its argument and
// prints when its first call left and when its work was done. The body of a call is the same for all.

import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';

/**
 * @typedef {object} Task
 * @property {string} list path of a list of made-up people
 * @property {string} origin
 * @property {string} path
 * @property {number} inFlight
 * @property {string} directory of its own
 *
 * @typedef {{ name: string, idNumber: string }} Person
 */

/** @returns {Task} */
export function readTask() {
  return /** @type {Task} */ (JSON.parse(process.argv[2] ?? ''));
}

/** @param {string} list */
export async function peopleOf(list) {
  /** @type {Record<string, string>[]} */
  const records = parse(await readFile(list), { columns: true });
  return records.map((record) => ({ name: record['姓名'] ?? '', idNumber: record['身份证号'] ?? '' }));
}

export const HEADERS = {
  authorization: Buffer.alloc(120, 7).toString('base64'),
  'content-type': 'application/json',
};

/** @param {Person} person */
export function bodyOf({ name, idNumber }) {
  return JSON.stringify({
    appid: '1000001',
    bucket: 'bench',
    idcard_number: idNumber,
    idcard_name: name,
  });
}

export function nowMs() {
  return performance.timeOrigin + performance.now();
}

/** @param {{ firstCallMs: number, doneMs: number }} measured Unix milliseconds */
export function tell(measured) {
  process.stdout.write(JSON.stringify(measured));
}
