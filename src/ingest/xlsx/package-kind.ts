// Names what a ZIP file is that is no Excel workbook, judging
// by its parts' names, and what to do about it.

import { UserError } from '../../domain/user-error.js';

const EXPORT = 'Export its table as .xlsx or "CSV UTF-8", and give that.';
const SAVE = 'Open it and save it as .xlsx, or as "CSV UTF-8".';

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^xl\/workbook\.bin$/, 'an Excel binary workbook (.xlsb). Open it in Excel and save it as .xlsx.'],
  [/^word\//, `a Word document. ${EXPORT}`],
  [/^ppt\//, `a presentation. ${EXPORT}`],
  [/^visio\//, `a drawing. ${EXPORT}`],
  [/^index\/.*\.iwa$|^index\.zip$/, `a document of Numbers, Pages or Keynote. ${EXPORT}`],
  [/^content\.xml$/, `an OpenDocument file (.ods, .odt). ${SAVE}`],
  [/^meta-inf\/manifest\.mf$|^androidmanifest\.xml$/, "a program's archive, and no list."],
];
const ENDINGS_SHOWN = 5;

/**
 * @param names of the parts, in lower case
 * @throws UserError where the file is no Excel workbook
 */
export function refuseOthers(names: readonly string[]): void {
  if (names.some((name) => /(^|\/)workbook\.xml$/.test(name) || name === '_rels/.rels') && !isOther(names))
    return;
  const [, kind] = KINDS.find(([part]) => names.some((name) => part.test(name))) ?? [];
  if (kind !== undefined) throw new UserError('unreadable-list', `The list is ${kind}`);
  const files = names.filter((name) => !name.endsWith('/'));
  const endings = [
    ...new Set(files.map((name) => /\.[a-z0-9]{1,5}$/.exec(name)?.[0] ?? 'without an ending')),
  ];
  const shown = endings.slice(0, ENDINGS_SHOWN).join(', ');
  throw new UserError(
    'unreadable-list',
    files.length === 0
      ? 'The list is a ZIP archive with nothing in it.'
      : `The list is a ZIP archive with ${files.length === 1 ? 'a file' : `${files.length} files`} (${shown}) and no workbook. ` +
          'Unpack it and give the list that is in it.',
  );
}

function isOther(names: readonly string[]): boolean {
  return KINDS.some(([part]) => names.some((name) => part.test(name))) && !names.includes('xl/workbook.xml');
}
