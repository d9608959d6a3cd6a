// The id of a call that is kept: as the provider gave it, unless somebody can be known by it.

import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { impersonal } from '../../../src/verify/impersonal.js';

const PERSON = { idNumber: '11010519491231002X', name: '张三丰' };

describe('a session id', () => {
  it.each([
    '',
    's-1',
    '0f8fad5b-d9cb-469f-a165-70867728950e',
    '1438669115',
    '20261130010203',
    '123456789012345678901234567890',
    'AbC/+==',
  ])('%j is kept as it is', (id) => {
    expect(impersonal(id, PERSON)).toBe(id);
  });

  it.each([
    '11010519491231002X',
    's-11010519491231002x-7',
    '1101 0519 4912 3100 2X',
    '1101-0519-4912-3100-2x',
    '１１０１０５１９４９１２３１００２Ｘ',
    '110105491231002',
    '440524188001010014',
    'id:440524188001010014:9',
    '99440524188001010014',
    '张三丰',
    '张三丰-1',
    '%E5%BC%A0%E4%B8%89%E4%B8%B0',
    '张 三 丰',
    'id-' + Buffer.from('11010519491231002X').toString('base64'),
    Buffer.from('张三丰').toString('hex'),
    '\\u5f20\\u4e09\\u4e30',
  ])('%s is masked', (id) => {
    expect(impersonal(id, PERSON)).toBe('***');
  });

  it('with a name in Latin letters is masked, however it is written', () => {
    const person = { ...PERSON, name: 'Anna Maria' };
    expect(impersonal('x-ANNA.MARIA-1', person)).toBe('***');
    expect(impersonal('x-anna%20maria-1', person)).toBe('***');
  });

  it('fits into one cell of a file', () => {
    expect(impersonal(`a b\t\n李c${'x'.repeat(500)}`, PERSON)).toBe(`abc${'x'.repeat(97)}`);
  });

  it('is looked at in no time, whatever it is', () => {
    for (const id of [
      '1'.repeat(60_000),
      '1 '.repeat(30_000),
      `${'1-'.repeat(14)}x`.repeat(2000),
      '%'.repeat(60_000),
    ]) {
      const before = process.cpuUsage();
      impersonal(id, PERSON);
      expect(process.cpuUsage(before).user).toBeLessThan(500_000);
    }
  });
});

test('no number of the person survives, wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z.-]{0,20}$/),
      fc.stringMatching(/^[a-z.-]{0,20}$/),
      fc.constantFrom('', ' ', '-', '.'),
      (before, after, between) => {
        const id = before + PERSON.idNumber.split('').join(between) + after;
        expect(impersonal(id, PERSON)).toBe('***');
      },
    ),
  );
});
