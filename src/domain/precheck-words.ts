// Says in words why a number or a name is not sent, and with which status its row ends. It never quotes the list,
// because the words are kept in files without personal data.

import type { Status } from './status.js';
import type { NumberFault } from './identity-number.js';
import type { NameFault } from './person-name.js';

export interface Finding {
  readonly status: Extract<Status, 'invalid_id' | 'bad_format'>;
  readonly message: string;
}

const EXPORT_AS_TEXT =
  'the digits are lost: export the list again with this column formatted as text, or take it from its source';

export const NUMBER_FINDINGS: Readonly<Record<NumberFault, Finding>> = {
  empty: { status: 'bad_format', message: 'the number is empty' },
  characters: { status: 'bad_format', message: 'the number has characters other than digits and a last X' },
  length: { status: 'bad_format', message: 'the number has neither 18 characters nor 15 digits' },
  reformatted: {
    status: 'bad_format',
    message: `a spreadsheet has written the number as a quantity, such as 1.10105E+17; ${EXPORT_AS_TEXT}`,
  },
  rounded: {
    status: 'bad_format',
    message: `a spreadsheet has rounded the number, so that it ends in 000; ${EXPORT_AS_TEXT}`,
  },
  'birth date': { status: 'invalid_id', message: 'the birth date in the number is no possible one' },
  'check character': {
    status: 'invalid_id',
    message: 'the last character of the number does not fit the others',
  },
  'too long': { status: 'bad_format', message: 'the number is longer than any number is' },
  'rounded column': {
    status: 'bad_format',
    message: `the numbers of the column were rounded, and this one may be another person's; ${EXPORT_AS_TEXT}`,
  },
  'cut column': {
    status: 'bad_format',
    message:
      'the numbers of the column were cut to 15 characters; the digits are lost: take the list from its source again, with the whole numbers',
  },
  'unchecked column': {
    status: 'bad_format',
    message:
      "the last characters of the column fit by chance alone, so that this number may be another person's; take the list from its source again",
  },
};

export const NAME_FINDINGS: Readonly<Record<NameFault, Finding>> = {
  empty: { status: 'bad_format', message: 'the name is empty' },
  'lost characters': {
    status: 'bad_format',
    message: 'the name has lost a character, which stands as a question mark; export the list again as UTF-8',
  },
  'failed formula': {
    status: 'bad_format',
    message: 'a formula of the spreadsheet has failed where the name should be, as in #N/A',
  },
  'no letters': { status: 'bad_format', message: 'the name has no letters' },
  'control characters': { status: 'bad_format', message: 'the name has control characters' },
  'too long': { status: 'bad_format', message: 'the name is longer than any name is' },
  placeholder: {
    status: 'bad_format',
    message: 'the name is a placeholder, as NULL or 待补充 is',
  },
  masked: {
    status: 'bad_format',
    message: 'the name is masked, as with * or 某; take the list from its source again, with the whole names',
  },
  'stand-in': {
    status: 'bad_format',
    message:
      'a sign stands for a character of the name that could not be written, as □ or ⿰ does; put in the character',
  },
  'private use': {
    status: 'bad_format',
    message:
      'the name has a character that only the system it comes from knows; put in the standard character',
  },
  escape: {
    status: 'bad_format',
    message:
      "the name has an escape, as &eacute; is one, that can't be undone; export the list again as plain text",
  },
  digits: { status: 'bad_format', message: 'the name has digits' },
  organisation: { status: 'bad_format', message: 'the name is that of an organisation' },
  'form of address': {
    status: 'bad_format',
    message: 'the name is a surname and a form of address, as with 先生',
  },
  'several names': {
    status: 'bad_format',
    message: 'the name has a sign or a line break between several names',
  },
  remark: {
    status: 'bad_format',
    message: 'the name holds more than a name: a remark, brackets or another sign',
  },
};
