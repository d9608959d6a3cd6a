// Lists as programs really export them: who is called, and which cells come back. A record that may have lost its form
// costs itself alone, and nobody's number gets to another's name.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import type { ListFormat } from '../../../src/ingest/list.js';
import type { Row } from '../../../src/domain/row.js';
import { ingest } from './ingested.js';

const ZHANG = '张三,11010519491231002X';
const LI = '李四,440524188001010014';

interface Read {
  readonly format: ListFormat;
  readonly rows: readonly Row[];
}

function read(list: string | Buffer): Promise<Read> {
  const rules = { dedupe: false, version: 4 };
  return ingest(Buffer.from(list), ({ format, rows }) => ({ format, rows }), { rules });
}

/** `name number` of a row that is called, otherwise the row's fate. */
function fates(rows: readonly Row[]): string[] {
  return rows.map(({ fate }) =>
    fate.kind === 'call'
      ? `${fate.person.name},${fate.person.idNumber}`
      : fate.kind === 'local'
        ? fate.status
        : fate.kind,
  );
}

describe('the lists of fixtures/cases', () => {
  it.each([
    ['title.csv', 6, { headerRow: 3, columnCount: 3 }],
    ['trailing-missing.csv', 24, { headerRow: 1, columnCount: 4 }],
    ['trailing-extra.csv', 12, { headerRow: 1, columnCount: 2 }],
    ['quote-in-cell.csv', 8, { quoting: 'standard', columnCount: 3 }],
    ['mysql-escape.csv', 6, { quoting: 'backslash', columnCount: 4 }],
    ['space-quote.csv', 6, { quoting: 'standard', columnCount: 2 }],
  ])('%s: everybody is called', async (file, people, found) => {
    const path = fileURLToPath(new URL(`../../../fixtures/cases/${file}`, import.meta.url));
    const { format, rows } = await read(readFileSync(path));
    expect(format).toMatchObject(found);
    expect(rows.filter(({ fate }) => fate.kind === 'call')).toHaveLength(people);
    expect(rows.every(({ cells }) => cells.length === format.columnCount)).toBe(true);
  });

  it('mysql-escape.csv and quote-in-cell.csv keep their quotes', async () => {
    const escaped = '"姓名","身份证号","备注"\n"张三","11010519491231002X","他说\\"好\\""\n';
    expect((await read(escaped)).rows[0]?.cells[2]).toBe('他说"好"');
    expect((await read(`姓名,身份证号,备注\n${ZHANG},5寸"屏\n`)).rows[0]?.cells[2]).toBe('5寸"屏');
  });
});

describe('a record with another number of cells than the header', () => {
  const header = '客户号,姓名,身份证号,备注,地址\n';

  it.each([
    ['one missing at its end', `1,${ZHANG},a`, ['1', ...ZHANG.split(','), 'a', '']],
    ['all missing behind the number', `1,${ZHANG}`, ['1', ...ZHANG.split(','), '', '']],
    ['an empty one too many', `1,${ZHANG},a,b,`, ['1', ...ZHANG.split(','), 'a', 'b']],
    ['blanks and empty quotes too many', `1,${ZHANG},a,b, ,"",\t`, ['1', ...ZHANG.split(','), 'a', 'b']],
    ['a line break in a cell and one missing', `1,${ZHANG},"a\nb"`, ['1', ...ZHANG.split(','), 'a\nb', '']],
  ])('is a row where it has %s', async (_what, line, cells) => {
    const { rows } = await read(`${header}${line}\n2,${LI},c,d\n`);
    expect(fates(rows)).toEqual([ZHANG, LI]);
    expect(rows[0]?.cells).toEqual(cells);
  });

  it.each([
    ['a cell too many that is not empty', `1,${ZHANG},a,b,c`],
    ['an empty cell too many before one that is not', `1,${ZHANG},a,b,,c`],
    ['no cell for the number', '1,张三'],
    ['its first cell missing, so that the number is the name', `${ZHANG},a,b`],
    ['an empty cell too many at its start', `,1,${ZHANG},a,`],
  ])('is unreadable where it has %s', async (_what, line) => {
    const { rows } = await read(`${header}${line}\n2,${LI},c,d\n`);
    expect(fates(rows)).toEqual(['unreadable', LI]);
  });

  it('is unreadable where a number before the own one may have been it', async () => {
    const { rows } = await read(
      `配偶姓名,姓名,身份证号,配偶身份证号,备注\n王五,11010519491231002X,440524188001010014,a\n王五,${ZHANG},440524188001010014\n`,
    );
    expect(fates(rows)).toEqual(['unreadable', ZHANG]);
  });

  it('is unreadable where a number behind the own one may be it, moved by an empty cell too many', async () => {
    const { rows } = await read(
      `地址,姓名,担保人身份证号,身份证号,备注\n北京市,朝阳区,张三,11010519491231002X,440524188001010014,\n` +
        `北京市,李四,11010519491231002X,440524188001010014,x,\n北京市,李四,11010519491231002X,440524188001010014,x\n`,
    );
    expect(fates(rows)).toEqual(['unreadable', LI, LI]);
  });

  it('is unreadable where the number behind the own one is as far off as the cells too many', async () => {
    const list = (end: string) =>
      `姓名,客户号,身份证号,电话,担保人身份证号\n张三,1,11010519491231002X,2,440524188001010014${end}\n`;
    expect(fates((await read(list(','))).rows)).toEqual([ZHANG]);
    expect(fates((await read(list(',,'))).rows)).toEqual(['unreadable']);
  });

  it('is a row where the number stands beside the name, and another behind it, in spite of an empty cell too many', async () => {
    const { rows } = await read(`姓名,身份证号,配偶身份证号,备注\n${ZHANG},440524188001010014,x,\n`);
    expect(fates(rows)).toEqual([ZHANG]);
  });

  it.each([
    ['18 digits without a possible date', '335678901234567890'],
    ['15 digits of no region', '202411240930001'],
  ])('is a row where an order number of %s stands before a sound one', async (_what, order) => {
    const { rows } = await read(`姓名,订单号,身份证号,备注\n张三,${order},11010519491231002X\n`);
    expect(fates(rows)).toEqual([ZHANG]);
  });

  it.each([
    ['a sound number', '11010519491231002X', '440524188001010014'],
    ['a rounded number', '110105194912310000', '440524188001010014'],
    ['a number of 15 digits', '110105491231002', '440524188001010014'],
    ['an order number, and its own is not sound', '335678901234567890', '440524188001010011'],
  ])('is unreadable where it has %s before its own', async (_what, other, own) => {
    const { rows } = await read(`姓名,担保人身份证号,身份证号,备注\n李四,${other},${own}\n`);
    expect(fates(rows)).toEqual(['unreadable']);
  });

  it('is a row where the header alone has more', async () => {
    const { format, rows } = await read(`姓名,身份证号,,\n${ZHANG}\n${LI},\n`);
    expect(format.columnCount).toBe(4);
    expect(fates(rows)).toEqual([ZHANG, LI]);
  });

  it('is no row where the header has fewer than all of them: what they hold may have shifted', async () => {
    const { rows } = await read(`姓名,身份证号\n${ZHANG},a\n1,${LI}\n`);
    expect(fates(rows)).toEqual(['unreadable', 'unreadable']);
  });
});

describe('an export of text formulas alone', () => {
  it.each([
    ['bare', '="张三",="11010519491231002X"'],
    ['in quotes', '"=""张三""","=""11010519491231002X"""'],
  ])('has everybody called where they are %s', async (_what, line) => {
    const { rows } = await read(`="姓名",="身份证号"\n${line}\n`);
    expect(fates(rows)).toEqual([ZHANG]);
  });
});

describe('quotes out of their place', () => {
  const header = '姓名,身份证号,备注\n';

  it.each([
    ['inside a cell', '5寸"屏', '5寸"屏'],
    ['around the beginning of a cell', '"小明"的店', '"小明"的店'],
    ['around two parts of a cell', '"小明"和"小红"', '"小明"和"小红"'],
    ['inside a quoted cell', '"5寸"屏"', '5寸"屏'],
    ['at the end of a quoted cell', '"他说"好""', '他说"好"'],
    ['behind blanks', ' \t"a,b"', 'a,b'],
    ['before blanks', '"a,b" ', 'a,b'],
    ['in doubles without any around', '""a""', '"a"'],
  ])('%s: the text is as it was meant', async (_what, written, meant) => {
    // A correctly quoted cell keeps the list from being read as one without quotes.
    const { rows } = await read(`${header}${ZHANG},${written}\n${LI},"c,d"\n`);
    expect(fates(rows)).toEqual([ZHANG, LI]);
    expect(rows.map(({ cells }) => cells[2])).toEqual([meant, 'c,d']);
  });

  it.each([
    ['one that never closes', `${ZHANG},"a`],
    ['one in the name', '张"三,11010519491231002X,a'],
    ['around a part of the name', '"张"三,11010519491231002X,a'],
    ['in the number', '张三,1101"0519491231002X,a'],
    ['around a delimiter that it does not hold', `"甲"乙,丙",${ZHANG}`],
  ])('%s: costs its own record alone', async (_what, lines) => {
    const { rows } = await read(`${header}${lines}\n王五,13010219990101001X,"c,d"\n${LI},x\n`);
    const found = fates(rows);
    expect(found.slice(0, -2).every((fate) => fate === 'unreadable')).toBe(true);
    expect(found).toHaveLength(lines.split('\n').length + 2);
    expect(found.at(-1)).toBe(LI);
  });

  it.each([
    ['behind the person', '姓名,身份证号,备注', `${ZHANG},"a\n${LI},b"`],
    [
      'between name and number',
      '姓名,备注,身份证号',
      '张三,"a,11010519491231002X\n李四,b",440524188001010014',
    ],
    [
      'between a name without a number and the next',
      '姓名,备注,身份证号',
      '张三,"a,\n李四,b",440524188001010014',
    ],
  ])(
    '%s, closed by the quote of the next record: each keeps its own number',
    async (_what, titles, lines) => {
      const { rows } = await read(`${titles}\n${lines}\n王五,"c,d",x\n`);
      expect(fates(rows)).toEqual(['unreadable', LI, 'bad_format']);
    },
  );

  it.each(['王五,E12345678', '王五,', '王五,1.10105E+17', '王五,11010519491231002'])(
    'behind %s, closed by the quote of the next record: nobody is swallowed',
    async (person) => {
      const { rows } = await read(`${header}${person},"a\n${LI},b"\n${ZHANG},"c,d"\n`);
      expect(fates(rows)).toEqual(['unreadable', LI, ZHANG]);
    },
  );

  it('are part of their cells in a list that quotes none', async () => {
    const { format, rows } = await read(
      `姓名\t身份证号\t备注\n${ZHANG},"a\n${LI},b"\n`.replaceAll(',', '\t'),
    );
    expect(format.quoting).toBe('none');
    expect(rows.map(({ cells }) => cells[2])).toEqual(['"a', 'b"']);
  });

  it('may follow a backslash, and delimiters too', async () => {
    const { format, rows } = await read(
      `${header}${ZHANG},a\\,b\\\\\n${LI},\\N\n王五,1,"c\\"\\\\"\n"赵六",2,"d\\\ne"\n`,
    );
    expect(format.quoting).toBe('backslash');
    expect(rows.map(({ cells }) => cells[2])).toEqual(['a,b\\', '\\N', 'c"\\', 'd\ne']);
  });

  it('leave a backslash alone where it takes nothing its meaning', async () => {
    const { format, rows } = await read(`${header}${ZHANG},"C:\\dir\\"\n${LI},D:\\\n`);
    expect(format.quoting).toBe('standard');
    expect(rows.map(({ cells }) => cells[2])).toEqual(['C:\\dir\\', 'D:\\']);
  });

  it('around a cell with lines that are no records of their own hold them', async () => {
    const address = '地址：\n北京市,海淀区,1号\n110000,x,y';
    const { rows } = await read(`${header}${ZHANG},"${address}"\n${LI},x\n`);
    expect(fates(rows)).toEqual([ZHANG, LI]);
    expect(rows[0]?.cells[2]).toBe(address);
  });
});

describe('a sound record over several lines', () => {
  const LINES = 'x亅,\r,x\n""';
  const broken = '甲"乙';

  function quoted(cells: readonly string[], delimiter: string): string {
    return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter);
  }

  it.each([
    ['a number behind the lines', [' ', LINES, '11010519491231002X']],
    ['a number at once behind the lines', [LINES, '11010519491231002X', '']],
    ['a number behind the lines, and delimiters behind it', [LINES, '11010519491231002X', ',\t,\t,\t,\t']],
    ['part of a record in its lines', ['家属：\n李四,440524188001010014\n李四\t440524188001010014', '', '']],
    ['a quote at the end of each line', ['a"\n"b"\n"', '440524188001010014', '"']],
  ])('is one record with %s, whatever is broken before it', async (_what, own) => {
    for (const delimiter of [',', '\t']) {
      const cells = [...ZHANG.split(','), ...own];
      const header = ['姓名', '身份证号', 'c', 'd', 'e'].join(delimiter);
      const sound = quoted([...LI.split(','), '', '', ''], delimiter);
      const list = [header, sound, broken, quoted(cells, delimiter), sound, ''].join('\n');
      const { rows } = await read(list);
      expect(fates(rows)).toEqual([LI, 'unreadable', ZHANG, LI]);
      expect(rows[2]?.cells).toEqual(cells);
    }
  });

  it('is one record where its name goes on behind a line break and a delimiter', async () => {
    const list = `"姓名"\t"身份证号"\t"备注"\n"张\t\n"\t"11010519491231002X"\t"a"\n"李四"\t"440524188001010014"\t"b"\n`;
    const { rows } = await read(list);
    expect(rows.map(({ cells }) => cells[0])).toEqual(['张\t\n', '李四']);
  });

  it.each(['家属：李四\n440524188001010014', '电话\n李四，440524188001010014', 'a\n\nb'])(
    'is one record where its number is none and no line of it is a record: %j',
    async (remark) => {
      const { rows } = await read(`姓名,身份证号,备注\n王五,E12345678,"${remark}"\n${ZHANG},"a,b"\n`);
      expect(fates(rows)).toEqual(['bad_format', ZHANG]);
      expect(rows[0]?.cells[2]).toBe(remark);
    },
  );

  it('is one record too where only the cell over lines is quoted', async () => {
    const list = `姓名,身份证号,备注,配偶身份证号\n${ZHANG},"一\n二",440524188001010014\n${LI},"a,b",\n`;
    const { rows } = await read(list);
    expect(fates(rows)).toEqual([ZHANG, LI]);
    expect(rows[0]?.cells).toEqual([...ZHANG.split(','), '一\n二', '440524188001010014']);
  });

  it('is none where a line of it is a whole record, with delimiters in a cell or empty cells too many', async () => {
    for (const end of ['b","c,d"', 'b",c,']) {
      const { rows } = await read(`姓名,身份证号,备注,e\n${ZHANG},"a\n${LI},${end}\n王五,,"c,d",\n`);
      expect(rows).toHaveLength(3);
      expect(fates(rows)[0]).toBe('unreadable');
    }
  });
});

describe('single quotes', () => {
  const single = (line: string): string => line.replace(/[^,]+/g, "'$&'");

  it.each(['\n', '\r\n', '\r'])(
    'around cells are none of their text, in a list of line end %j',
    async (lineEnd) => {
      const lines = [`${single(ZHANG)},'a,b'`, `${single(LI)},'it''s 5"'`, `${single(ZHANG)},'x${lineEnd}y'`];
      const list = ["'姓名','身份证号','备注'", ...lines].join(lineEnd);
      const { format, rows } = await read(list);
      expect(format).toMatchObject({ quoting: 'single', header: ['姓名', '身份证号', '备注'] });
      expect(fates(rows)).toEqual([ZHANG, LI, ZHANG]);
      expect(rows.map(({ cells }) => cells[2])).toEqual(['a,b', `it's 5"`, `x${lineEnd}y`]);
    },
  );

  it('around cells cost one record where one of them is missing', async () => {
    const { rows } = await read(`姓名,身份证号\n${single(LI)}\n'张三,11010519491231002X\n${single(LI)}\n`);
    expect(fates(rows)).toEqual([LI, 'unreadable', LI]);
  });

  it.each([
    ['before a number alone', `张三,'11010519491231002X`],
    ['before both', `'张三,'11010519491231002X`],
  ])('stay in their cells %s, as spreadsheets mark text', async (_what, line) => {
    const { format, rows } = await read(`姓名,身份证号\n${line}\n${line}\n`);
    expect(format.quoting).toBe('standard');
    expect(fates(rows)).toEqual([ZHANG, ZHANG]);
  });
});

describe('what quotes mean', () => {
  const plain = `${LI},"x"\n`;
  const bare = `${LI},5寸"屏\n`;
  const long = (line: string): string => line.repeat(Math.ceil((5 << 19) / Buffer.byteLength(line)));

  it.each([
    ['backslashes', plain, `${ZHANG},"他说\\"好\\",的"`, 'backslash', '他说"好",的'],
    ['quoted cells', bare, `${ZHANG},"a,b"`, 'standard', 'a,b'],
    ['a path', plain, `${ZHANG},"C:\\d\\"`, 'standard', 'C:\\d\\'],
  ])('is seen in %s behind the first megabytes too', async (_what, line, sign, quoting, cell) => {
    const { format, rows } = await read(`姓名,身份证号,备注\n${long(line)}${sign}\n${line}`);
    expect(format.quoting).toBe(quoting);
    expect(rows.at(-2)?.cells[2]).toBe(cell);
    expect(fates(rows.slice(-2))).toEqual([ZHANG, LI]);
  });
});

describe('a header that stands again among the rows', () => {
  it.each([
    ['as it was', '姓名,身份证号'],
    ['with blanks', ' 姓名 , 身份证号 '],
    ['in quotes', '"姓名","身份证号"'],
    ['in another language', 'name,id_number'],
  ])('%s is a record of bad format, and the others are called', async (_what, again) => {
    const { rows } = await read(`姓名,身份证号\n${ZHANG}\n${again}\n${LI}\n`);
    expect(fates(rows)).toEqual([ZHANG, 'bad_format', LI]);
    expect(rows[1]?.fate).toMatchObject({ message: 'a header again' });
  });
});

test('a zero byte costs the record in whose name or number it stands, and no other', async () => {
  const lines = [`${ZHANG},a`, '李\0四,440524188001010014,b', `${LI},a\0b`, '李四,44052418800101\x000014,'];
  const { rows } = await read(`姓名,身份证号,备注\n${`${ZHANG},abc\n`.repeat(30)}${lines.join('\n')}\n`);
  expect(fates(rows).slice(30)).toEqual([ZHANG, 'bad_format', LI, 'bad_format']);
  expect(rows[32]?.cells[2]).toBe('a\0b');
});

describe('lines of totals', () => {
  it.each(['合计,2,', '总计：2,,', '小计,,2', ',共 2 人,', '合计', '共 60 人'])(
    '%s is a record, and nobody is called',
    async (total) => {
      const { rows } = await read(`姓名,身份证号,备注\n${ZHANG},a\n${LI},b\n${total}\n`);
      expect(fates(rows).slice(0, 2)).toEqual([ZHANG, LI]);
      expect(['bad_format', 'unreadable']).toContain(fates(rows)[2]);
      expect(rows).toHaveLength(3);
    },
  );
});

describe('a stray quote above the header', () => {
  it.each([
    ['\n', '名单 5" 屏'],
    ['\r\n', '名单 5" 屏'],
    ['\r', '名单 5" 屏'],
    ['\r', '名单"一"号'],
    ['\r', '"名单 5'],
    ['\r\n', '"名单 5'],
  ])('hides nobody in a list of line end %j', async (lineEnd, title) => {
    const lines = [`${title},,`, '姓名,身份证号,备注', `${ZHANG},a`, `${LI},b`];
    const { format, rows } = await read(lines.join(lineEnd));
    expect(format).toMatchObject({ headerRow: 2, lineEnd: lineEnd === '\r' ? 'cr' : 'lf' });
    expect(fates(rows)).toEqual([ZHANG, LI]);
  });

  it('with a person in what is taken for the header refuses the list', async () => {
    await expect(read(`name,身份证号,"x\n${ZHANG}"\n${LI},b\n`)).rejects.toThrow('holds an identity number');
    await expect(
      ingest(Buffer.from(`${ZHANG}\n${LI}\n`), () => 0, { format: { nameColumn: '1', idColumn: '2' } }),
    ).rejects.toThrow('--no-header');
  });
});

describe('line ends of both kinds', () => {
  it('never join two records whose last cells are missing', async () => {
    const { rows } = await read(`姓名,身份证号,备注\r\n${ZHANG}\n${LI}\r\n`);
    expect(fates(rows)).toEqual([ZHANG, LI]);
  });

  it('never send two names that a lone LF has joined', async () => {
    const sound = '李四,x,440524188001010014,1';
    const { rows } = await read(`姓名,备注,身份证号,电话\r\n张三\n${sound}\r\n${sound}\r\n`);
    expect(fates(rows)).toEqual(['bad_format', LI]);
  });

  it('leave a lone LF in its cell where that gives the columns', async () => {
    const { rows } = await read(`姓名,身份证号,备注,地址\r\n${ZHANG},a\nb,c\r\n${LI},d\r\n`);
    expect(rows.map(({ cells }) => cells[2])).toEqual(['a\nb', 'd']);
  });
});
