// Joins characters beyond the BMP that Oracle, Java and old MySQL write as two surrogates, each in three bytes
// (CESU-8). It knows bytes alone. A surrogate without its partner is left as it is, and is not text.

/** The first byte of both surrogates. */
const LEAD = 0xed;
const PAIR_BYTES = 6;

/** Where the next pair of surrogates begins, at `from` or later; -1 where there is none. */
export function nextPair(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(LEAD, from); at >= 0; at = bytes.indexOf(LEAD, at + 1)) {
    if (isPair(bytes, at)) return at;
  }
  return -1;
}

function isPair(bytes: Buffer, at: number): boolean {
  return (
    isBetween(bytes[at + 1], 0xa0, 0xaf) &&
    isBetween(bytes[at + 2], 0x80, 0xbf) &&
    bytes[at + 3] === LEAD &&
    isBetween(bytes[at + 4], 0xb0, 0xbf) &&
    isBetween(bytes[at + 5], 0x80, 0xbf)
  );
}

function isBetween(byte: number | undefined, low: number, high: number): boolean {
  return byte !== undefined && byte >= low && byte <= high;
}

/** The bytes with each pair of surrogates replaced by its character in UTF-8. */
export function joinPairs(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let done = 0;
  for (let at = nextPair(bytes, 0); at >= 0; at = nextPair(bytes, done)) {
    parts.push(bytes.subarray(done, at), Buffer.from(characterOf(bytes, at)));
    done = at + PAIR_BYTES;
  }
  return parts.length === 0 ? bytes : Buffer.concat([...parts, bytes.subarray(done)]);
}

function characterOf(bytes: Buffer, at: number): string {
  return String.fromCharCode(halfAt(bytes, at), halfAt(bytes, at + 3));
}

function halfAt(bytes: Buffer, at: number): number {
  return 0xd000 | (((bytes[at + 1] ?? 0) & 0x3f) << 6) | ((bytes[at + 2] ?? 0) & 0x3f);
}
