// Whether accents are certainly those of Western Europe: windows-1252 differs from its neighbours for Central Europe,
// Turkey and the Baltic in some letters alone. It knows bytes and letters.

/** Letters that windows-1250, -1252, -1254 and ISO 8859-1, -2, -9, -15 have in the same places. */
const SHARED = 'áâäçéëíîóôöúüýßÁÂÄÇÉËÍÎÓÔÖÚÜ';
/** Besides, the non-breaking blank and the middle dot. */
const SHARED_BYTES: ReadonlySet<number> = new Set(
  Array.from(`${SHARED}\u00A0·`, (letter) => letter.charCodeAt(0)),
);
/** Where windows-1250 has ń, which never stands between vowels. */
const ENYE_BYTES: readonly number[] = [0xf1, 0xd1];

/**
 * @param present which bytes there are in the list, from 0x80 on
 * @param texts of it, read as windows-1252
 */
export function isWesternWithoutDoubt(present: Uint8Array, texts: readonly string[]): boolean {
  for (let byte = 0x80; byte < present.length; byte++) {
    if (present[byte] === 1 && !SHARED_BYTES.has(byte) && !ENYE_BYTES.includes(byte)) return false;
  }
  return texts.every((text) => !/(?<![aeiouáéíóú])ñ|ñ(?![aeiouáéíóú])/i.test(text));
}
