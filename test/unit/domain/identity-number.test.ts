// What the rules of GB 11643-1999 say of single numbers. Numbers are the standard's own examples or made up.

import { describe, expect, it } from 'vitest';
import {
  checkCharacter,
  cleanNumber,
  hasKnownRegion,
  numberFault,
} from '../../../src/domain/identity-number.js';

const AS_OF = '2026-11-24';
const EXAMPLES = [
  '11010519491231002X',
  '440524188001010014',
  '810000199408230021',
  '830000199201300022',
  '932682198501010017',
];

/** A number whose check character fits. */
function number(first17: string): string {
  return first17 + checkCharacter(first17);
}

describe('the check character', () => {
  it.each(EXAMPLES)('fits the example %s', (example) => {
    expect(checkCharacter(example.slice(0, 17))).toBe(example.at(-1));
  });
});

describe.each([2, 3])('by rules %i, cleaning', (rules) => {
  it.each([
    ['lower-case x', '11010519491231002x'],
    ['full width', '１１０１０５１９４９１２３１００２Ｘ'],
    ['blanks', ' 110105 19491231 002X '],
    ['no-break and ideographic blanks', '\u00A0110105\u300019491231002X'],
    ['a tab before it', '\t11010519491231002X'],
    ['zero-width characters', '\u200B11010519491231\uFEFF002X'],
    ['a leading apostrophe', "'11010519491231002X"],
    ['a typographic apostrophe', '’11010519491231002X'],
    ['hyphens', '110105-19491231-002X'],
    ['a text formula', '="11010519491231002X"'],
  ])('takes away %s', (_what, written) => {
    expect(cleanNumber(written, rules)).toEqual({ number: '11010519491231002X', change: 'cleaned' });
  });

  it('leaves a sound number alone', () => {
    expect(cleanNumber('11010519491231002X', rules)).toEqual({
      number: '11010519491231002X',
      change: 'none',
    });
  });

  it('makes 15 digits 18', () => {
    expect(cleanNumber(' 110105491231002', rules)).toEqual({
      number: '11010519491231002X',
      change: 'lengthened',
    });
  });

  it('keeps what it does not know', () => {
    expect(cleanNumber('1.10105E+17', rules).number).toBe('1.10105E+17');
    expect(cleanNumber('护照E1234', rules)).toEqual({ number: '护照E1234', change: 'none' });
  });
});

describe('what stands around a number', () => {
  it.each([
    'ID: 11010519491231002X',
    'id:11010519491231002x',
    '身份证号：11010519491231002X',
    '公民身份号码 11010519491231002X',
    '"11010519491231002X"',
    "'11010519491231002X'",
    '`11010519491231002X',
    '11010519491231002Х',
    '11010519491231002×',
  ])('is taken away from %s', (written) => {
    expect(cleanNumber(written, 3)).toEqual({ number: '11010519491231002X', change: 'cleaned' });
    expect(cleanNumber(written, 2).number).not.toBe('');
  });

  it('is taken away from a retired number that was kept as a floating-point one', () => {
    const { number: cleaned, change } = cleanNumber('110105491231002.0', 3);
    expect([cleaned, change]).toEqual(['11010519491231002X', 'lengthened']);
  });

  it('is not in batches of earlier rules', () => {
    for (const written of ['ID:11010519491231002X', '110105491231002.0', '11010519491231002Х'])
      expect(cleanNumber(written, 2).number).toBe(written);
  });

  it('shows that the digits are lost in 18 of a floating-point number', () => {
    expect(numberFault(cleanNumber('110105196010011234.0', 3).number, AS_OF)).toBe('reformatted');
  });
});

describe('the fault of a number', () => {
  it.each(EXAMPLES)('is none for %s', (example) => {
    expect(numberFault(example, AS_OF)).toBeUndefined();
  });

  it.each([
    ['', 'empty'],
    ['1101051949123100', 'length'],
    ['11010519491231002XX', 'characters'],
    ['1101051949123100222', 'length'],
    ['1101051949123100AX', 'characters'],
    ['X10105194912310022', 'characters'],
    ['E12345678', 'characters'],
    ['1.10105E+17', 'reformatted'],
    ['1.10105194912310E+17', 'reformatted'],
    ['1E17', 'reformatted'],
    ['110105194912310020.0', 'reformatted'],
    ['110,105,194,912,310,020', 'reformatted'],
    ['110105194912310000', 'rounded'],
    ['110105194912310021', 'check character'],
  ])('of %s is %s', (written, fault) => {
    expect(numberFault(written, AS_OF)).toBe(fault);
  });

  it.each(['19490229', '19491301', '19490001', '19490100', '19490431', '18491231', '20261125', '19000229'])(
    'is the birth date where that is %s',
    (day) => {
      expect(numberFault(number(`110105${day}002`), AS_OF)).toBe('birth date');
    },
  );

  it.each(['20261124', '18500101', '20000229', '20240229'])('is none where the birth date is %s', (day) => {
    expect(numberFault(number(`110105${day}002`), AS_OF)).toBeUndefined();
  });

  it('is none for a number that ends in 000 and whose check character fits', () => {
    const rounded = Array.from({ length: 28 }, (_, day) =>
      number(`110105198001${String(day + 1).padStart(2, '0')}000`),
    );
    const fitting = rounded.filter((one) => one.endsWith('0000'));
    expect(fitting.length).toBeGreaterThan(0);
    for (const one of fitting) expect(numberFault(one, AS_OF)).toBeUndefined();
  });
});

describe('the region', () => {
  it.each(EXAMPLES)('of %s is known', (example) => {
    expect(hasKnownRegion(example)).toBe(true);
  });

  it('is unknown where the province is none, or the issuing province of a permanent resident', () => {
    expect(hasKnownRegion('990105194912310021')).toBe(false);
    expect(hasKnownRegion('250105194912310021')).toBe(false);
  });
});
