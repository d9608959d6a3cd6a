// What is a version, and which of two is the later, by semver.org's own examples.

import { describe, expect, it } from 'vitest';
import { isLater, isVersion } from '../../../tools/release/version.mjs';

const IN_ORDER =
  '0.0.9 0.1.0 0.2.0-rc.1 0.2.0 0.10.0 ' +
  '1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 2.0.0 ' +
  '9007199254740993.0.0 9007199254740994.0.0';
const VERSIONS = IN_ORDER.split(' ');

describe('a version', () => {
  it.each(VERSIONS)('may be %s', (version) => {
    expect(isVersion(version)).toBe(true);
  });

  it.each(['', '1', '1.2', 'v1.2.3', '1.2.3.4', '01.2.3', '1.2.3-', '1.2.3-01', '1.2.3+5', ' 1.2.3', '1.2.3\n'])(
    'is not %j',
    (text) => {
      expect(isVersion(text)).toBe(false);
    },
  );

  it('is later than those before it, and than no other', () => {
    for (const [index, version] of VERSIONS.entries()) {
      const earlier = VERSIONS.filter((other) => isLater(version, other));
      expect(earlier).toEqual(VERSIONS.slice(0, index));
    }
  });
});
