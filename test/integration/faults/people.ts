// Made-up people for lists: distinct, valid in form, and such that the pretend service answers as a test wants.

import { checkCharacterOf, generatePeople as generate } from '../../../src/simulator/index.js';

export interface Person {
  readonly idNumber: string;
  readonly name: string;
}

/** People about whom the service has an answer. */
export function generatePeople(count: number, seed = 7): Person[] {
  return [...generate({ seed, count, mix: 'clean' })].map(({ idNumber, name }) => ({ idNumber, name }));
}

/** @param sequence characters 15 to 17, which decide the answer; the same index gives the same number */
export function personOf(sequence: number, index: number): Person {
  const day = new Date(Date.UTC(1970, 0, 1 + index)).toISOString().slice(0, 10).replaceAll('-', '');
  const first17 = `110105${day}${String(sequence).padStart(3, '0')}`;
  return { idNumber: first17 + checkCharacterOf(first17), name: '张三' };
}

export function peopleOf(sequence: number, count: number, from = 0): Person[] {
  return Array.from({ length: count }, (_, index) => personOf(sequence, from + index));
}
