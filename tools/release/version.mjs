// Versions by Semantic Versioning 2.0.0: what is one, and which of two is the later. Pure; knows no file.

const NUMBER = '(0|[1-9]\\d*)';
const IDENTIFIER = '(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)';
// Without build metadata: two versions that differ in that alone have no order, and npm drops it from a file's name.
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?$`);

/** @param {string} text */
export function isVersion(text) {
  return VERSION.test(text);
}

/**
 * @param {string} version
 * @param {string} other both are versions
 * @returns {boolean} whether the first comes after the second
 */
export function isLater(version, other) {
  const [core, before] = parts(version);
  const [otherCore, otherBefore] = parts(other);
  const order = compareLists(core, otherCore);
  if (order !== 0) return order > 0;
  // 1.0.0 is later than 1.0.0-rc.1, which is only on its way there.
  if (before.length === 0 || otherBefore.length === 0) return before.length === 0 && otherBefore.length > 0;
  return compareLists(before, otherBefore) > 0;
}

/** @param {string} version @returns {[string[], string[]]} its three numbers, and what stands behind the dash */
function parts(version) {
  const [, major = '', minor = '', patch = '', before] = VERSION.exec(version) ?? [];
  return [[major, minor, patch], before?.split('.') ?? []];
}

/** @param {readonly string[]} some @param {readonly string[]} others */
function compareLists(some, others) {
  for (const [index, each] of some.entries()) {
    const other = others[index];
    if (other === undefined) return 1;
    if (each !== other) return compareIdentifiers(each, other);
  }
  return some.length - others.length;
}

/** Numbers come before words, and among themselves in their own order. @param {string} one @param {string} other */
function compareIdentifiers(one, other) {
  const [isNumber, otherIsNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (isNumber && otherIsNumber) return BigInt(one) > BigInt(other) ? 1 : -1;
  if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
  return one > other ? 1 : -1;
}
