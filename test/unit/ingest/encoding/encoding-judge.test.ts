// Which encoding all of a list's bytes speak for, whatever the chunks they come in, and when none is certain.

import { describe, expect, it } from 'vitest';
import { BlockDecoder } from '../../../../src/ingest/encoding/block-decoder.js';
import type { Encoding } from '../../../../src/ingest/encoding/encodings.js';
import { EncodingJudge } from '../../../../src/ingest/encoding/encoding-judge.js';
import { ForeignCells } from '../../../../src/ingest/encoding/foreign-cells.js';
import {
  misnamed,
  verdictOf,
  type EncodingVerdict,
} from '../../../../src/ingest/encoding/encoding-verdict.js';
import { encode } from '../../../support/legacy-encodings.js';

const NUMBER = '11010519491231002X';
const PEOPLE = ['王伟', '李秀英', '张敏', '刘洋', '陈建国', '杨丽', '赵军', '黄志强', '周婷', '吴浩然'];

function judged(bytes: Buffer, chunkBytes = Math.max(1, bytes.length)): EncodingJudge {
  const judge = new EncodingJudge();
  for (let at = 0; at < bytes.length; at += chunkBytes) judge.push(bytes.subarray(at, at + chunkBytes));
  judge.finish();
  return judge;
}

function verdict(bytes: Buffer, chunkBytes?: number): EncodingVerdict {
  return verdictOf(judged(bytes, chunkBytes));
}

/** `refused`, or the encoding in which the list is read. */
function readAs(...parts: Buffer[]): string {
  const { encoding, refusal } = verdict(Buffer.concat(parts));
  return refusal === undefined ? encoding : 'refused';
}

/** Rows of people, over and over. */
function rows(encoding: Encoding, count: number, people = PEOPLE): Buffer {
  const lines = Array.from(
    { length: count },
    (_, index) => `${people[index % people.length] ?? ''},${NUMBER}\n`,
  );
  return encode(lines.join(''), encoding);
}

const HEADER = Buffer.from('name,id_number\n');
/** 王 in UTF-8 without its last byte. */
const TRUNCATED = Buffer.from([0xe7, 0x8e, ...Buffer.from(`,${NUMBER}\n`)]);

describe('the encoding', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'utf-8'],
    ['plain ASCII', Buffer.from('a,b\nc,d\n'), 'utf-8'],
    ['UTF-8', rows('utf-8', 3), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\uFEFFname\n'), 'utf-8'],
    ['GB18030', rows('gb18030', 3), 'gb18030'],
    ['GB18030 with a mark', Buffer.from([0x84, 0x31, 0x95, 0x33, 0x41]), 'gb18030'],
    ['UTF-16LE with a mark', encode('\uFEFFname', 'utf-16le'), 'utf-16le'],
    ['UTF-16BE with a mark', encode('\uFEFFname', 'utf-16be'), 'utf-16be'],
    ['UTF-16LE without one', rows('utf-16le', 2), 'utf-16le'],
    ['UTF-16BE without one', rows('utf-16be', 2), 'utf-16be'],
  ])('of %s, wherever it is cut', (_what, bytes, encoding) => {
    for (const chunkBytes of [1, 2, 3, 7, Math.max(1, bytes.length)]) {
      expect(verdict(bytes, chunkBytes)).toMatchObject({ encoding });
      expect(verdict(bytes, chunkBytes).refusal).toBeUndefined();
    }
  });

  it.each([
    ['Big5', 'big5', ['陳志明', '黃淑芬', '林國榮']],
    ['Shift_JIS', 'shift_jis', ['山田太郎', '佐藤花子', '鈴木一郎']],
    ['EUC-JP', 'euc-jp', ['山田太郎', '佐藤花子', '鈴木一郎']],
    ['EUC-KR', 'euc-kr', ['김민수', '이영희', '박지성']],
    ['windows-1252', 'windows-1252', ['José García', 'René Müller', 'Muñoz']],
    ['GB18030, traditional', 'gb18030', ['陳志明', '黃淑芬', '林國榮']],
    ['UTF-8, Japanese', 'utf-8', ['山田太郎', 'ヤマダ タロウ', '鈴木一郎']],
    ['UTF-8, Korean', 'utf-8', ['김민수', '이영희', '박지성']],
    ['UTF-8, accents', 'utf-8', ['José García', 'Łukasz Żak', 'Muñoz']],
    ['UTF-8, Cyrillic', 'utf-8', ['Иван Петров', 'Айгуль', 'Ольга']],
    ['UTF-8, Uyghur', 'utf-8', ['阿卜杜拉·买买提', '热依汗·吐尔逊', '古丽']],
  ] as const)('of names in %s, from one row on', (_what, encoding, people) => {
    expect(readAs(HEADER, rows(encoding, 3, [...people]))).toBe(encoding);
    for (const person of people)
      expect([encoding, 'refused']).toContain(readAs(HEADER, rows(encoding, 1, [person])));
  });

  it.each([1, 2, 3, 10])('of a list of %i rows with common names', (count) => {
    for (const encoding of ['utf-8', 'gb18030'] as const)
      expect(readAs(HEADER, rows(encoding, count))).toBe(encoding);
  });

  it('of a list whose header alone is not plain ASCII', () => {
    for (const encoding of ['utf-8', 'gb18030'] as const)
      expect(readAs(encode(`姓名,身份证号\nJohn,${NUMBER}\n`, encoding))).toBe(encoding);
  });

  it('of a list of one or two rare names, by its header', () => {
    const rare = ['爨麤', '禚𠮷', '亓官翀', '仉赟', '㝬', '逄𬭎'];
    for (const encoding of ['utf-8', 'gb18030'] as const) {
      const header = encode('姓名,身份证号\n', encoding);
      for (const name of rare) {
        expect([name, readAs(header, rows(encoding, 1, [name]))]).toEqual([name, encoding]);
        expect([name, readAs(header, rows(encoding, 2, [name, '爨䶮']))]).toEqual([name, encoding]);
      }
    }
  });

  it.each(['Hélène Michèle', 'Søren Østergaard', 'Adrià', 'Bjørn Jørgensen'])(
    'of accents whose place tells whose they are: %s',
    (name) => {
      expect(readAs(HEADER, rows('windows-1252', 3, [name]))).toBe('windows-1252');
    },
  );

  it.each(['Kuèera', 'Jiøí', 'Dàbrowski', 'Mareèková', 'Øehoø'])(
    'is not told of accents that may be others: %s',
    (name) => {
      expect(readAs(HEADER, rows('windows-1252', 3, [name]))).toBe('refused');
    },
  );

  it('of many lines in letters of two bytes stays theirs, and a pasted one is seen all the same', () => {
    const lines = rows('utf-8', 3000, ['Иван Петров', 'محمد علي', 'Айгуль Касымова']);
    // This is valid UTF-8 by chance, with a letter that the list has nowhere else.
    const pasted = encode('鲁小梅,1\n', 'gb18030');
    const judge = judged(Buffer.concat([HEADER, lines, pasted]));
    expect(verdictOf(judge)).toMatchObject({ encoding: 'utf-8', refusal: undefined });
    expect(judge.byChance).toMatchObject({ seen: 1, first: 3002 });
  });

  it('of a list with rare names', () => {
    for (const encoding of ['utf-8', 'gb18030'] as const)
      expect(readAs(HEADER, rows(encoding, 4, ['麴伟', '爨丽华', '禚𠮷', '逄赟']))).toBe(encoding);
  });

  it.each([2, 9, 59, 3000])('of %i good rows is theirs, whatever one more line is damaged by', (good) => {
    expect(readAs(HEADER, rows('utf-8', good), TRUNCATED)).toBe('utf-8');
    expect(readAs(HEADER, TRUNCATED, rows('utf-8', good))).toBe('utf-8');
    const broken = Buffer.from([0xcd, 0xf5, 0xff, 0xff, ...Buffer.from(`,${NUMBER}\n`)]);
    expect(readAs(HEADER, broken, rows('gb18030', good))).toBe('gb18030');
  });

  it.each([2, 9, 59, 3000])('of %i rows stays theirs with one pasted in from another list', (good) => {
    expect(readAs(HEADER, rows('utf-8', good), rows('gb18030', 1))).toBe('utf-8');
    expect(readAs(HEADER, rows('gb18030', good), rows('utf-8', 1))).toBe('gb18030');
  });

  it('keeps a rare character that is a mere sign in another', () => {
    expect(readAs(HEADER, rows('gb18030', 20), rows('gb18030', 1, ['亅']))).toBe('gb18030');
    for (const text of ['亅', '亅亅', '亅亅亅', 'x亅x', 'xx亅'])
      expect(new ForeignCells('gb18030').find(encode(text, 'gb18030'), text)).toEqual([]);
  });

  it('is judged line by line with CR as the line end too', () => {
    expect(readAs(Buffer.from('王伟,1\r'.repeat(1000)), Buffer.from([0xd5, 0xc5, 0x0d]))).toBe('utf-8');
  });

  it('is UTF-8 for one long line of it, in pieces', () => {
    expect(verdict(Buffer.from('张'.repeat(1_500_000)), 65_536).encoding).toBe('utf-8');
  });
});

describe('a short list of rare names under a header in ASCII', () => {
  it.each([
    [['郄猗荇', '觊逄']],
    [['藉竑', '笪禔']],
    [['隗霈猗', '妫惇', '昝羴镕']],
    [['禤茕']],
    [['禤烁', '仉瑭颢']],
  ])('is read as GB18030 or refused, and never as names of another encoding: %j', (people) => {
    for (const count of [people.length, people.length * 2, people.length * 4])
      expect(['gb18030', 'refused']).toContain(readAs(HEADER, rows('gb18030', count, people)));
    expect(misnamed(judged(Buffer.concat([HEADER, rows('gb18030', people.length, people)])), 'gb18030')).toBe(
      undefined,
    );
  });

  it.each([5, 50])('is UTF-8 by its form alone: %i rows', (count) => {
    const people = ['龘靐', '齉爩', '灪虪', '麣鸾', '韊讟'];
    expect(readAs(HEADER, rows('utf-8', count, people))).toBe('utf-8');
  });
});

describe('a cell that makes sense only in another encoding', () => {
  const found = (text: string, encoding: Encoding, isNamed: boolean) => {
    const bytes = encode(text, encoding);
    const read = new BlockDecoder('gb18030').lenientText(bytes);
    return new ForeignCells('gb18030', isNamed).find(bytes, read).map((cell) => cell.encoding);
  };

  it('is not a rare name of the list’s own', () => {
    for (const name of ['禤烁', '禤桢', '禤葳', '禤鹄', '禤瓒', '仉瑭颢'])
      expect([name, found(name, 'gb18030', false)]).toEqual([name, []]);
  });

  it('is only looked for in UTF-8 where somebody has named the encoding', () => {
    expect(found('陳志明,黃淑芬', 'big5', false)).not.toEqual([]);
    expect(found('陳志明,黃淑芬', 'big5', true)).toEqual([]);
    expect(found('张三丰', 'utf-8', true).every((encoding) => encoding === 'utf-8')).toBe(true);
  });
});

describe('an encoding that somebody has named', () => {
  it.each(['🀀<AAAAAAA', 'ABCDEFGHIJ é', '亅xAAAAAAA'])(
    'is not doubted for signs beside plain letters: %s',
    (text) => {
      for (const encoding of ['gb18030', 'utf-8'] as const)
        expect(misnamed(judged(rows(encoding, 8, [text])), encoding)).toBe(undefined);
    },
  );
});

describe('no encoding', () => {
  it.each([
    ['two lists joined, of two encodings', [rows('utf-8', 10), rows('gb18030', 10)]],
    ['random bytes', [Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 7919 + 131) % 251))]],
    ['text that was read in the wrong encoding before', [rows('utf-8', 5, ['寮犱笁', '鏉庡洓', '鐜嬩簲'])]],
    ['names that are as likely in two', [rows('windows-1252', 3, ['Kamiñski', 'Dvoøák'])]],
  ])('is certain for %s', (_what, parts) => {
    expect(readAs(HEADER, ...parts)).toBe('refused');
  });

  const TRADITIONAL = ['陳志明', '黃淑芬', '林國榮', '張麗華', '劉建宏', '許雅婷', '鄭文傑'];
  const JAPANESE = ['田中太郎', '佐藤花子', '鈴木一郎', '高橋美咲', '渡辺健太'];
  const KOREAN = ['김철수', '이영희', '박민수', '최지영', '정현우'];

  /** Names of one encoding, read in another one and saved as UTF-8. */
  it.each<[Encoding, Encoding, string[]]>([
    ['utf-8', 'gb18030', PEOPLE],
    ['utf-8', 'gb18030', ['李秀英', '陈建国', '黄志强', '欧阳娜娜', '吴浩然']],
    ['utf-8', 'windows-1252', PEOPLE],
    ['gb18030', 'big5', PEOPLE],
    ['gb18030', 'windows-1252', PEOPLE],
    ['gb18030', 'euc-kr', PEOPLE],
    ['gb18030', 'shift_jis', PEOPLE],
    ['big5', 'gb18030', TRADITIONAL],
    ['shift_jis', 'gb18030', JAPANESE],
    ['euc-kr', 'gb18030', KOREAN],
  ])('is certain for names of %s that were read as %s before', (own, wrong, people) => {
    for (const count of [people.length, 50]) {
      const garbled = new BlockDecoder(wrong).lenientText(rows(own, count, people));
      expect([count, readAs(HEADER, Buffer.from(garbled))]).toEqual([count, 'refused']);
      expect(misnamed(judged(Buffer.concat([HEADER, Buffer.from(garbled)])), 'utf-8')).toBe(undefined);
    }
  });

  it('says of garbled names what they are in and what they were read as', () => {
    const garbled = new BlockDecoder('gb18030').lenientText(rows('big5', 5, TRADITIONAL));
    const { refusal } = verdict(Buffer.concat([HEADER, Buffer.from(garbled)]));
    expect(refusal).toMatch(/line 2 and others are text in big5 that was read as gb18030/);
    expect(refusal).not.toMatch(/[一-龥]/);
  });

  it.each([
    ['UTF-32', [Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])]],
    ['a list that is not what its mark says', [Buffer.from('\uFEFF'), HEADER, rows('gb18030', 5)]],
  ])('is certain for %s', (_what, parts) => {
    expect(readAs(...parts)).toBe('refused');
  });

  it('names the lines by which it is seen, the options to give, and nobody', () => {
    const { refusal } = verdict(Buffer.concat([HEADER, rows('utf-8', 10), rows('gb18030', 10)]));
    expect(refusal).toMatch(/10 of its 20 lines .* utf-8, line 2 first; 10 .* gb18030, line 12 first/);
    expect(refusal).toMatch(/--encoding utf-8, gb18030, big5/);
    expect(refusal).not.toMatch(/[一-龥]/);
  });
});

describe('an encoding that somebody named', () => {
  it.each([
    ['gb18030', 'utf-8'],
    ['utf-8', 'gb18030'],
    ['utf-8', 'big5'],
    ['windows-1252', 'gb18030'],
    ['windows-1252', 'utf-8'],
    ['big5', 'gb18030'],
    ['utf-16le', 'utf-8'],
    ['utf-8', 'utf-16le'],
    ['utf-16be', 'utf-16le'],
  ] as const)('%s is refused where most of the list is %s', (named, encoding) => {
    const people = encoding === 'big5' ? ['陳志明', '黃淑芬'] : PEOPLE;
    expect(misnamed(judged(rows(encoding, 5, people)), named)).toContain(encoding);
  });

  it.each([
    ['gb18030', Buffer.from([0xc3, 0xa9])],
    ['utf-8', Buffer.concat([rows('utf-8', 2), TRUNCATED, TRUNCATED])],
    ['windows-1250', rows('windows-1250', 2, ['Dvořák', 'Kamiński'])],
    ['iso-2022-jp', Buffer.from('\u001B$B;3ED\u001B(B,1\n')],
    ['big5', Buffer.from('name\n')],
    ['utf-16le', encode('姓名', 'utf-16le')],
  ] as const)('%s is taken where the list may be that', (named, bytes) => {
    expect(misnamed(judged(bytes), named)).toBeUndefined();
  });
});

describe('the number of lines', () => {
  it.each([
    ['a\nb\nc\n', 3],
    ['a\r\nb\r\n', 2],
    ['a\rb\rc\r', 3],
    ['a', 0],
  ])('of %j', (text, lineEnds) => {
    for (const chunkBytes of [1, 2, 100])
      expect(judged(Buffer.from(text), chunkBytes).lineEnds).toBe(lineEnds);
  });
});
