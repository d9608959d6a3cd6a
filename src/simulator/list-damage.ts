// What is wrong or unusual in the records of the `fixture` mix. The record's number alone decides it, so that every
// list of 600 people has every outcome and every peculiarity of real customer lists. Pure.

import type { Customer } from './customer.js';
import { checkCharacterOf } from './person-rule.js';

/** How many records before this one its original stands; 0 where the record repeats none. */
export function repeatOf(row: number): number {
  if (row % 100 === 61) return 3;
  return row % 200 === 142 ? 40 : 0;
}

/** The record as the list has it, with its damage. */
export function damage(row: number, person: Customer): Customer {
  return inSingleRecords(row, person) ?? inNumber(row, person) ?? inForm(row, person) ?? person;
}

/** Damage on which a reader may fail; one record of the list has each kind. */
function inSingleRecords(row: number, person: Customer): Customer | undefined {
  switch (row) {
    case 120:
      return { ...person, phone: `${person.phone},分机8` };
    case 240:
      return { ...person, phone: `${person.phone}\n备用 ${person.phone}` };
    case 333:
      return { ...person, surplusCell: '多出一列' };
    case 402:
      return { ...person, phone: `"家" ${person.phone}` };
    default:
      return undefined;
  }
}

/** Damage to the number: it is not valid, or the provider can't decide on it. */
function inNumber(row: number, person: Customer): Customer | undefined {
  const { idNumber } = person;
  switch (row % 100) {
    case 9:
    case 59:
      return { ...person, idNumber: withWrongCheckCharacter(idNumber) };
    case 19:
      return { ...person, idNumber: withBirthDay(idNumber, '0230') };
    case 29:
      return { ...person, idNumber: row < 200 ? '' : idNumber.slice(0, 17) };
    case 39:
      return { ...person, idNumber: row < 200 ? '1.10105E+17' : `${idNumber.slice(0, 15)}000` };
    case 49:
      return { ...person, idNumber: withSequence(idNumber, row % 200 === 49 ? '992' : '990') };
    case 79:
      return row < 200
        ? { ...person, idNumber: withSequence(idNumber, row < 100 ? '995' : '996') }
        : undefined;
    default:
      return undefined;
  }
}

/** Damage that cleaning removes without changing which person is meant. */
function inForm(row: number, person: Customer): Customer | undefined {
  switch (row % 150) {
    case 14:
      return { ...person, name: spaced(person.name) };
    case 44:
      return { ...person, idNumber: `'${person.idNumber}` };
    case 74:
      return { ...person, idNumber: fullWidth(person.idNumber) };
    case 104:
      return { ...person, name: person.name.includes('·') ? person.name : '古丽•吐尔逊' };
    case 134:
      return { ...person, idNumber: withLowerCaseX(person.idNumber) };
    default:
      return undefined;
  }
}

function withWrongCheckCharacter(idNumber: string): string {
  return idNumber.slice(0, 17) + (idNumber.endsWith('5') ? '6' : '5');
}

function checked(first17: string): string {
  return first17 + checkCharacterOf(first17);
}

function withBirthDay(idNumber: string, monthAndDay: string): string {
  return checked(idNumber.slice(0, 10) + monthAndDay + idNumber.slice(14, 17));
}

function withSequence(idNumber: string, sequence: string): string {
  return checked(idNumber.slice(0, 14) + sequence);
}

/** The next number whose check character is X, written in lower case. */
function withLowerCaseX(idNumber: string): string {
  for (let sequence = 100; sequence < 130; sequence += 1) {
    const candidate = withSequence(idNumber, String(sequence));
    if (candidate.endsWith('X')) return `${candidate.slice(0, 17)}x`;
  }
  return idNumber;
}

function spaced(name: string): string {
  return Array.from(name).join(' ');
}

function fullWidth(text: string): string {
  return text.replaceAll(/[0-9A-Z]/g, (character) => String.fromCodePoint(character.charCodeAt(0) + 0xfee0));
}
