// Whether accents are certainly Western European: windows-1252 differs in only a few letters from the encodings of
// Central Europe, Turkey and the Baltic. It knows bytes and letters.

/** Letters that windows-1250, -1252, -1254 and ISO 8859-1, -2, -9, -15 have in the same places. */
const SHARED = 'áâäçéëíîóôöúüýßÁÂÄÇÉËÍÎÓÔÖÚÜ';
/** Bytes of these letters, of the non-breaking blank and of the middle dot. */
const SHARED_BYTES: ReadonlySet<number> = new Set(
  Array.from(`${SHARED}\u00A0·`, (letter) => letter.charCodeAt(0)),
);
const CONSONANT = '[bcdfghjklmnpqrstvwxzç]';
/**
 * Letters that their neighbours in a word tell from what other encodings have at the same byte: ń never stands between
 * vowels as ñ does, č and ř never between consonants as è and ø do, and ŕ and ą never end a name as à does.
 */
const TOLD_BY_PLACE: ReadonlyMap<string, RegExp> = new Map([
  ['ñ', /(?<=[aeiouáéíóú])ñ(?=[aeiouáéíóú])/giu],
  ['è', new RegExp(`(?<=${CONSONANT})è(?=${CONSONANT})`, 'giu')],
  ['ø', new RegExp(`(?<=${CONSONANT}|(?<!\\p{L}))ø(?=${CONSONANT})`, 'giu')],
  ['à', /à(?!\p{L})/giu],
]);
const PLACED_BYTES: ReadonlySet<number> = new Set(Array.from('ñÑèÈøØàÀ', (letter) => letter.charCodeAt(0)));

/**
 * @param present 1 at each byte from 0x80 on that the list has
 * @param texts of the list, decoded as windows-1252
 */
export function isWesternWithoutDoubt(present: Uint8Array, texts: readonly string[]): boolean {
  for (let byte = 0x80; byte < present.length; byte++) {
    if (present[byte] === 1 && !SHARED_BYTES.has(byte) && !PLACED_BYTES.has(byte)) return false;
  }
  return texts.every((text) =>
    [...TOLD_BY_PLACE].every(
      ([letter, inItsPlace]) => !text.replace(inItsPlace, '').toLowerCase().includes(letter),
    ),
  );
}
