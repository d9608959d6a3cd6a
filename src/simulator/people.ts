// Customer lists of made-up people, the same for the same seed, of any length in flat memory. Numbers are valid in form
// and meant to belong to nobody; telephone numbers begin with 000, which no real one does. Pure; of the person rule it
// knows only which sequences are used.

import type { Customer } from './customer.js';
import {
  COMPOUND_SURNAMES,
  FIRST_PARTS,
  GIVEN_CHARACTERS,
  RARE_CHARACTERS,
  REGIONS,
  SECOND_PARTS,
  SURNAMES,
} from './han-names.js';
import { damage, repeatOf } from './list-damage.js';
import { checkCharacterOf } from './person-rule.js';
import { seededRandom } from './random.js';

/**
 * `clean`: valid, distinct, and answered with a verdict on the person. `fixture`: every outcome and every peculiarity.
 */
export const MIXES = ['fixture', 'clean'] as const;
export type Mix = (typeof MIXES)[number];

export interface PeopleOptions {
  readonly seed: number;
  readonly count: number;
  readonly mix: Mix;
}

const HEADER = ['客户号', '姓名', '身份证号', '手机号'] as const;

const FIRST_DAY_MS = Date.UTC(1940, 0, 1);
const DAY_MS = 86_400_000;
const DAYS = (Date.UTC(2009, 0, 1) - FIRST_DAY_MS) / DAY_MS;
/** All dates as `YYYYMMDD`. They are made once, because they took most of the time of a long list. */
const BIRTH_DATES = Array.from({ length: DAYS }, (_, day) =>
  new Date(FIRST_DAY_MS + day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', ''),
);
/** Sequences 001 to 994: those whose answer is a verdict on the person. */
const SEQUENCES = 994;
/** How many distinct numbers there are; `generatePeople` throws where more are asked for. */
export const POPULATION = REGIONS.length * DAYS * SEQUENCES;
/** It shares no divisor with POPULATION, so that stepping by it reaches every number once. */
export const STRIDE = 1_440_369_239;
/** How many records back a repeated record may reach. */
const REMEMBERED = 64;
const CHUNK_CHARACTERS = 65_536;

/** @throws RangeError where more people are asked for than there are */
export function* generatePeople({ seed, count, mix }: PeopleOptions): Generator<Customer, void> {
  if (count > POPULATION) throw new RangeError(`there are only ${POPULATION} people`);
  const random = seededRandom(seed);
  let place = Math.floor(random() * POPULATION);
  const recent: Customer[] = [];
  for (let row = 1; row <= count; row += 1) {
    place = (place + STRIDE) % POPULATION;
    const person = customer(row, nameFrom(random), numberAt(place), random);
    if (mix === 'clean') {
      yield person;
      continue;
    }
    const original = recent.at(-repeatOf(row));
    const listed = repeatOf(row) > 0 && original !== undefined ? original : damage(row, person);
    recent.push(listed);
    if (recent.length > REMEMBERED) recent.shift();
    yield listed;
  }
}

/** The list as CSV (UTF-8 without byte-order mark, LF), in pieces of some 64 KiB. */
export function* peopleCsv(options: PeopleOptions): Generator<string, void> {
  let chunk = `${HEADER.join(',')}\n`;
  for (const person of generatePeople(options)) {
    chunk += csvRecord(person);
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function csvRecord({ customerNumber, name, idNumber, phone, surplusCell }: Customer): string {
  const record = `${cell(customerNumber)},${cell(name)},${cell(idNumber)},${cell(phone)}`;
  return surplusCell === undefined ? `${record}\n` : `${record},${cell(surplusCell)}\n`;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function customer(row: number, name: string, idNumber: string, random: () => number): Customer {
  const phone = `000${String(Math.floor(random() * 1e8)).padStart(8, '0')}`;
  return { customerNumber: `C${String(row).padStart(8, '0')}`, name, idNumber, phone };
}

/** The identity number at an index of the population; each index has another number. */
function numberAt(place: number): string {
  const sequence = (place % SEQUENCES) + 1;
  const day = Math.floor(place / SEQUENCES) % DAYS;
  const region = REGIONS[Math.floor(place / (SEQUENCES * DAYS))] ?? '';
  const first17 = `${region}${BIRTH_DATES[day] ?? ''}${String(sequence).padStart(3, '0')}`;
  return first17 + checkCharacterOf(first17);
}

function nameFrom(random: () => number): string {
  const form = random();
  if (form < 0.015) return `${pick(FIRST_PARTS, random)}·${pick(SECOND_PARTS, random)}`;
  const surname = form < 0.035 ? pick(COMPOUND_SURNAMES, random) : pick(SURNAMES, random);
  if (form > 0.985) return surname + pick(RARE_CHARACTERS, random);
  const second = random() < 0.7 ? pick(GIVEN_CHARACTERS, random) : '';
  return surname + pick(GIVEN_CHARACTERS, random) + second;
}

function pick(from: readonly string[], random: () => number): string {
  return from[Math.floor(random() * from.length)] ?? '';
}
