// What a schedule of version 0.1.0 asks for, whose request is the words of a command line.

import { describe, expect, it } from 'vitest';
import { optionWords } from '../../../src/cli/list-options.js';
import { CALLED_AGAIN } from '../../../src/domain/earlier.js';
import { requestInWords } from '../../../src/schedule/request-in-words.js';

const NOTHING_SAID = {
  label: '',
  reading: { header: true, precheck: 'reject', dedupe: true },
  options: {},
  files: { xlsx: false, split: false },
  exitOnChange: false,
};

describe('the words of a request', () => {
  it('that are none ask for nothing special', () => {
    expect(requestInWords([])).toEqual(NOTHING_SAID);
  });

  it.each([
    ['--label=', { label: '' }],
    ['--label=a=b', { label: 'a=b' }],
    ['--encoding=GBK', { reading: { ...NOTHING_SAID.reading, encoding: 'gb18030' } }],
    ['--name-column=姓名', { reading: { ...NOTHING_SAID.reading, nameColumn: '姓名' } }],
    ['--no-header', { reading: { ...NOTHING_SAID.reading, header: false } }],
    ['--header-row=3', { reading: { ...NOTHING_SAID.reading, headerRow: 3 } }],
    ['--no-dedupe', { reading: { ...NOTHING_SAID.reading, dedupe: false } }],
    ['--precheck=off', { reading: { ...NOTHING_SAID.reading, precheck: 'off' } }],
    ['--max-calls=500', { options: { maxCalls: 500 } }],
    ['--in-doubt=hold', { options: { inDoubt: 'hold' } }],
    ['--rate=0.5', { options: { rate: 0.5 } }],
    ['--priority=low', { options: { priority: 'low' } }],
    ['--xlsx', { files: { xlsx: true, split: false } }],
    ['--exit-on-change', { exitOnChange: true }],
    ['--concurrency=5', {}],
  ])('%s', (word, asked) => {
    expect(requestInWords([word])).toEqual({ ...NOTHING_SAID, ...asked });
  });

  it('of a comparison are the batch, who is called again, and from which age on', () => {
    const previous = { batch: 'latest', callAgain: [...CALLED_AGAIN] };
    expect(requestInWords(['--previous=latest'])).toMatchObject({ previous });
    const words = ['--previous=latest', '--only=mismatch, error', '--older-than=30d'];
    expect(requestInWords(words)).toMatchObject({
      previous: { batch: 'latest', callAgain: ['mismatch', 'error'], olderThanMs: 2_592_000_000 },
    });
    expect(requestInWords(['--previous=b1', '--only=none'])).toMatchObject({ previous: { callAgain: [] } });
  });

  it('that say one thing twice mean the last', () => {
    expect(requestInWords(['--max-calls=5', '--max-calls=9'])).toMatchObject({ options: { maxCalls: 9 } });
  });

  it.each([
    ['--colour=red', '--colour'],
    ['--rate=fast', 'options.rate'],
    ['--encoding=klingon', 'reading.encoding'],
    ['--only=everybody', undefined],
  ])('that no version has written are told: %s', (word, what) => {
    const read = requestInWords(['--previous=b1', word]);
    expect(read).toEqual(expect.stringContaining(what ?? 'previous.callAgain'));
  });

  it('are what the list of schedules shows of it', () => {
    const words = [
      '--name-column=姓名',
      '--header-row=3',
      '--encoding=gb18030',
      '--precheck=warn',
      '--previous=latest',
      '--only=mismatch',
      '--older-than=30d',
      '--max-calls=500',
      '--rate=0.5',
      '--label=ours',
      '--exit-on-change',
      '--xlsx',
    ];
    const request = requestInWords(words);
    if (typeof request === 'string') throw new Error(request);
    expect(optionWords(request)).toEqual(words);
    expect(optionWords(NOTHING_SAID as typeof request)).toEqual([]);
  });
});
