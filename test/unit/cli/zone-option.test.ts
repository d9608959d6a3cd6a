// The zone of --tz: names that the system knows are taken, what people call China's is answered with its name.

import { describe, expect, it } from 'vitest';
import { zoneName } from '../../../src/cli/zone-option.js';
import { wordsIn } from '../../../src/words/catalogue.js';

describe('--tz', () => {
  it.each([
    ['Asia/Shanghai', 'Asia/Shanghai'],
    ['asia/shanghai', 'Asia/Shanghai'],
    ['PRC', 'Asia/Shanghai'],
    ['Asia/Chongqing', 'Asia/Shanghai'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['UTC', 'UTC'],
  ])('%s is %s', (text, zone) => {
    expect(zoneName(wordsIn('en'))(text)).toBe(zone);
  });

  it.each([
    'CST',
    'cst',
    'Asia/Beijing',
    'Beijing',
    'BJT',
    'GMT+8',
    'UTC+8',
    'UTC+08:00',
    '+0800',
    '北京',
    '北京时间',
    '东八区',
  ])('%s is answered with Asia/Shanghai', (text) => {
    expect(() => zoneName(wordsIn('en'))(text)).toThrow('Did you mean Asia/Shanghai?');
  });

  it('a slip of the pen is answered with the nearest zone', () => {
    expect(() => zoneName(wordsIn('en'))('Europe/Berlni')).toThrow('Did you mean Europe/Berlin?');
  });
});
