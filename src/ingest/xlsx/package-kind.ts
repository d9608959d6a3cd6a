// Names what a ZIP file is that is no Excel workbook, judging
// by its parts' names, and what to do about it.

import { UserError } from '../../domain/user-error.js';
import type { Words } from '../../words/words.js';

const KINDS: readonly (readonly [RegExp, keyof Words['listKinds']])[] = [
  [/^xl\/workbook\.bin$/, 'xlsb'],
  [/^word\//, 'wordPackage'],
  [/^ppt\//, 'presentationPackage'],
  [/^visio\//, 'drawing'],
  [/^index\/.*\.iwa$|^index\.zip$/, 'iwork'],
  [/^content\.xml$/, 'openDocument'],
  [/^meta-inf\/manifest\.mf$|^androidmanifest\.xml$/, 'programArchive'],
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
  if (kind !== undefined) throw new UserError('unreadable-list', ({ listKinds }) => listKinds[kind]);
  const files = names.filter((name) => !name.endsWith('/'));
  const endings = [...new Set(files.map((name) => /\.[a-z0-9]{1,5}$/.exec(name)?.[0]))].slice(
    0,
    ENDINGS_SHOWN,
  );
  throw new UserError('unreadable-list', ({ archives }) => {
    const shown = endings.map((ending) => ending ?? archives.withoutEnding).join(', ');
    if (files.length === 0) return archives.empty;
    return files.length === 1
      ? archives.oneFile({ ending: shown })
      : archives.files({ count: files.length, endings: shown });
  });
}

function isOther(names: readonly string[]): boolean {
  return KINDS.some(([part]) => names.some((name) => part.test(name))) && !names.includes('xl/workbook.xml');
}
