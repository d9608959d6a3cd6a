// How the unreleased changes become a version's.

import { describe, expect, it } from 'vitest';
import { cut } from '../../../tools/release/changelog.mjs';

const HEAD = '# Changelog\n\nThe form.\n\n';
const EARLIER = '## [0.1.0] - 2026-11-26\n\n### Added\n\n- The first.\n';

describe('cutting the changelog', () => {
  it('leaves an empty heading for what comes next, and the earlier versions as they were', () => {
    const text = `${HEAD}## [Unreleased]\n\n### Added\n\n- One,\n  in two lines.\n\n### Fixed\n\n- Another.\n\n${EARLIER}`;
    const part = '### Added\n\n- One,\n  in two lines.\n\n### Fixed\n\n- Another.\n';
    expect(cut(text, '0.2.0', '2026-11-30')).toEqual({
      text: `${HEAD}## [Unreleased]\n\n## [0.2.0] - 2026-11-30\n\n${part}\n${EARLIER}`,
    });
  });

  it('works for the first version too, and leaves out headings that nothing stands under', () => {
    const text = `${HEAD}## [Unreleased]\n\n### Added\n\n### Changed\n\n- One.\n\n### Fixed\n`;
    expect(cut(text, '0.1.0', '2026-11-26')).toEqual({
      text: `${HEAD}## [Unreleased]\n\n## [0.1.0] - 2026-11-26\n\n### Changed\n\n- One.\n`,
    });
  });

  it('keeps what is written above the first heading', () => {
    const text = `${HEAD}## [Unreleased]\n\nA word before.\n\n### Added\n\n- One.\n`;
    expect(cut(text, '1.0.0', '2026-12-01')).toEqual({
      text: `${HEAD}## [Unreleased]\n\n## [1.0.0] - 2026-12-01\n\nA word before.\n\n### Added\n\n- One.\n`,
    });
  });

  it.each([
    ['nothing is unreleased', `${HEAD}## [Unreleased]\n\n### Added\n\n${EARLIER}`, 'nothing stands under'],
    ['the heading is missing', `${HEAD}${EARLIER}`, 'one heading'],
    ['the heading is there twice', `${HEAD}## [Unreleased]\n\n- a\n\n## [Unreleased]\n\n- b\n`, 'one heading'],
    ['the version is there', `${HEAD}## [Unreleased]\n\n- a\n\n## [0.2.0]\n\n- b\n`, 'a part for 0.2.0'],
  ])('is refused where %s', (_what, text, problem) => {
    expect(cut(text, '0.2.0', '2026-11-30')).toEqual({ problem: expect.stringContaining(problem) as string });
  });
});
