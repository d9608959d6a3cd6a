// English: why a row is not sent, and what was cleaned before it was. The words stand in files without personal data, so
// that they never quote the list.

const EXPORT_AS_TEXT =
  'the digits are lost: export the list again with this column formatted as text, or take it from its source';

export const rows = {
  numbers: {
    empty: 'the number is empty',
    characters: 'the number has characters other than digits and a last X',
    length: 'the number has neither 18 characters nor 15 digits',
    reformatted: `a spreadsheet has written the number as a quantity, such as 1.10105E+17; ${EXPORT_AS_TEXT}`,
    rounded: `a spreadsheet has rounded the number, so that it ends in 000; ${EXPORT_AS_TEXT}`,
    'birth date': 'the birth date in the number is no possible one',
    'check character': 'the last character of the number does not fit the others',
    'too long': 'the number is longer than any number is',
    'rounded column': `the numbers of the column were rounded, and this one may be another person's; ${EXPORT_AS_TEXT}`,
    'cut column':
      'the numbers of the column were cut to 15 characters; the digits are lost: take the list from its source again, with the whole numbers',
    'unchecked column':
      "the last characters of the column fit by chance alone, so that this number may be another person's; take the list from its source again",
    formula:
      'the number is a formula that was never calculated: open the workbook in Excel, save it, and give it again',
  },
  names: {
    empty: 'the name is empty',
    'lost characters':
      'the name has lost a character, which stands as a question mark; export the list again as UTF-8',
    'failed formula': 'a formula of the spreadsheet has failed where the name should be, as in #N/A',
    'no letters': 'the name has no letters',
    'control characters': 'the name has control characters',
    'too long': 'the name is longer than any name is',
    placeholder: 'the name is a placeholder, as NULL or 待补充 is',
    masked: 'the name is masked, as with * or 某; take the list from its source again, with the whole names',
    'stand-in':
      'a sign stands for a character of the name that could not be written, as □ or ⿰ does; put in the character',
    'private use':
      'the name has a character that only the system it comes from knows; put in the standard character',
    escape:
      "the name has an escape, as &eacute; is one, that can't be undone; export the list again as plain text",
    digits: 'the name has digits',
    organisation: 'the name is that of an organisation',
    'form of address': 'the name is a surname and a form of address, as with 先生',
    'several names': 'the name has a sign or a line break between several names',
    remark: 'the name holds more than a name: a remark, brackets or another sign',
    formula:
      'the name is a formula that was never calculated: open the workbook in Excel, save it, and give it again',
  },
  notes: {
    numberCleaned: 'the number was cleaned for the request',
    numberLengthened: 'the number of 15 digits was sent as one of 18',
    nameCleaned: 'the name was cleaned for the request',
    nameRestored: 'a character of the name was restored for the request',
    unknownRegion: 'the region in the number is not a known one',
    sentAlthough: ({ finding }: { finding: string }) => `sent although ${finding}`,
    namesake: ({ row }: { row: number }) => `the same number stands in row ${row} with another name`,
    namesakeInGeneral: 'the same number stands in an earlier row with another name',
  },
  faults: {
    'stray quote': 'broken quoting: a quote where none may stand',
    'quote never closed': 'broken quoting: a quote that is never closed',
    'lines and columns': 'broken quoting, or a wrong number of columns in a record over several lines',
    'too long': 'longer than 1048576 bytes',
    noText: 'bytes that are not text in the encoding of the list',
    foreign: ({ encoding }: { encoding: string }) =>
      `a cell that makes sense only in another encoding (${encoding}): export the list again as UTF-8, or give its encoding with --encoding`,
    columns: 'wrong number of columns',
    columnsCounted: ({ found, expected }: { found: number; expected: number }) =>
      `wrong number of columns: ${found} instead of ${expected}`,
  },
  onLine: ({ line, fault }: { line: number; fault: string }) => `line ${line}: ${fault}`,
  headerAgain: 'a header again',
  /** Between several remarks on a row. */
  and: '; ',
  /** What is left out where a remark has to be short: from one of these on. */
  adviceBegins: {
    lost: '; the digits are lost',
    asUtf8: '; export the list again as UTF-8',
    asText: '; export the list again as plain text',
  },
};
