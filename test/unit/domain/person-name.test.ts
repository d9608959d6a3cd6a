// What is taken away from a name before it is sent, what is restored, what never is; and what is no name.

import { describe, expect, it } from 'vitest';
import { cleanName, LONGEST_WRITTEN, nameFault } from '../../../src/domain/person-name.js';

describe.each([2, 3])('cleaning a name by rules %i', (rules) => {
  it.each([
    ['padding between Han characters', '张 三', '张三'],
    ['wide padding', '张\u3000\u3000三', '张三'],
    ['blanks around it', '\u00A0 张三 \t', '张三'],
    ['zero-width characters', '张\u200B三\uFEFF', '张三'],
    ['the mark of a text cell', "'张三", '张三'],
    ['blanks between Latin words', 'John   SMITH', 'John SMITH'],
    ['a decomposed letter', 'Jose\u0301', 'José'],
    ['padding before a rare character', '张 𠮷', '张𠮷'],
    ['blanks around the middle dot', '阿卜杜拉 · 买买提', '阿卜杜拉·买买提'],
    ['blanks around several dots', ' 阿 ·  卜 · 杜 ', '阿·卜·杜'],
    ['a compatibility ideograph', '\uF92E明', '冷明'],
  ])('takes away %s', (_what, written, cleaned) => {
    expect(cleanName(written, rules)).toBe(cleaned);
  });

  it.each(['\u2022', '\u30FB', '\uFF65', '\u2027', '\u22C5', '\uFF0E', '\u2219', '\u0387', '.'])(
    'writes the separator %s as the middle dot',
    (separator) => {
      expect(cleanName(`阿卜杜拉${separator}买买提`, rules)).toBe('阿卜杜拉·买买提');
    },
  );

  it.each([
    '张三',
    'John Smith',
    'J. R. Smith',
    'mcDonald',
    "O'Brien",
    "'Abd",
    '﨑',
    '髙橋',
    '阿卜杜拉·买买提',
    '𠮷𠮷',
    '张3',
    '张〇',
    '李\uE000',
  ])('leaves %s alone', (name) => {
    expect(cleanName(name, rules)).toBe(name);
  });

  it('changes nothing the second time', () => {
    for (const written of [
      '张 三',
      "' 张三",
      '买买提 . 艾力',
      'a  b',
      '\u200B 张 ',
      '⽅ 明',
      '&amp;#24352;三',
    ]) {
      const cleaned = cleanName(written, rules);
      expect(cleanName(cleaned, rules)).toBe(cleaned);
    }
  });
});

describe('restoring the characters of a name', () => {
  it.each([
    ['Kangxi radicals', '⽅⾼⼀⽴', '方高一立'],
    ['supplementary radicals that are whole characters', '⻢⻰⻉', '马龙贝'],
    ['private-use characters of GBK', '李\uE863\uE81E', '李䶮龴'],
    ['private-use characters of GBK beyond 16 bits', '张\uE816', '张\u{20087}'],
    ['the wide blank of older code pages', '张\uE5E5三', '张三'],
    ['decimal escapes', '&#24352;&#19977;', '张三'],
    ['hexadecimal escapes', '&#x5F20;&#X4E09;', '张三'],
    ['escapes of escapes', '&amp;#24352;&amp;amp;#19977;', '张三'],
    ['named escapes', '&nbsp;阿卜杜拉&middot;买买提', '阿卜杜拉·买买提'],
    ['escapes of JSON', '\\u5f20\\u4E09', '张三'],
    ['variation selectors', '葛\u{E0100}\uFE00', '葛'],
    ['letters of full width', 'Ｓｍｉｔｈ', 'Smith'],
    ['a dot written twice', '阿卜杜拉··买买提', '阿卜杜拉·买买提'],
    ['bullets written twice', '阿卜杜拉••买买提', '阿卜杜拉·买买提'],
    ['Japanese dots written twice', '阿卜杜拉・・买买提', '阿卜杜拉·买买提'],
    ['wide full stops written twice', '阿卜杜拉．．买买提', '阿卜杜拉·买买提'],
    ['different dots with blanks between them', '阿卜杜拉 • · 买买提', '阿卜杜拉·买买提'],
    ['the text formula of a spreadsheet', '="张三"', '张三'],
    ['a text formula with padding', ' ="张 三 " ', '张三'],
    ['quotes around all of it', '"张三"', '张三'],
    ['typographic quotes around all of it', '“John Smith”', 'John Smith'],
    ['escaped quotes around all of it', '&quot;张三&quot;', '张三'],
    ['a line break behind the name', '张三\r\n', '张三'],
    ['a line break within quotes', '"张三\n"', '张三'],
    ['a name wrapped at its middle dot', '阿卜杜拉·\n买买提', '阿卜杜拉·买买提'],
  ])('takes %s for what they are', (_what, written, restored) => {
    expect(cleanName(written, 3)).toBe(restored);
    expect(nameFault(restored, 3)).toBeUndefined();
  });

  it.each(Array.from('\u318D\u16EB\u2E31\uA78F\u1427\u2024\uFE52\uFF61\u3002\u02D9\u2218'))(
    'takes %s between Han characters for the middle dot',
    (dot) => {
      expect(cleanName(`阿卜杜拉 ${dot} 买买提`, 3)).toBe('阿卜杜拉·买买提');
    },
  );

  it.each(['⼾明', '⾭明', '⺡明', '李\uE815', '李\uE900', '&eacute;', '&#1234567;三'])(
    'leaves %s, which may be several, and does not let it pass',
    (written) => {
      expect(cleanName(written, 3)).toBe(written);
      expect(nameFault(written, 3)).toBeDefined();
    },
  );

  it.each([
    ['张三\n李四', '张三李四'],
    ['阿卜杜拉••买买提', '阿卜杜拉··买买提'],
    ['="张三"', '="张三"'],
    ['"张三"', '"张三"'],
  ])('sends %j as %j by earlier rules', (written, sent) => {
    expect(cleanName(written, 2)).toBe(sent);
  });

  it('is not done for batches of earlier rules', () => {
    for (const written of ['⽅明', '李\uE863', '&#x5F20;三', '葛\u{E0100}', 'Ｓｍｉｔｈ', '阿\u318D买']) {
      expect(cleanName(written, 2)).toBe(written);
      expect(nameFault(written, 2)).toBeUndefined();
    }
  });
});

describe('the fault of a name', () => {
  it.each([
    ['', 'empty'],
    ['张?', 'lost characters'],
    ['张？', 'lost characters'],
    ['张\uFFFD', 'lost characters'],
    ['张\u0000', 'control characters'],
    ['123', 'no letters'],
    ['-', 'no letters'],
    ['张'.repeat(129), 'too long'],
  ])('of %j is %s, by any rules', (name, fault) => {
    expect([2, 3].map((rules) => nameFault(name, rules))).toEqual([fault, fault]);
  });

  it.each([
    'NULL',
    'null',
    '(null)',
    '<null>',
    '\\N',
    'None',
    'nan',
    'N/A',
    'n.a.',
    'undefined',
    'UNKNOWN',
    '[NULL]',

    '无',
    '空',
    '未知',
    '不详',
    '待补充',
    '（待补充）',
    '暂无',
    '暂 无',
    '匿名',
    '无名氏',
    '姓名',
    '客户',
    '先生',
    '客户123',
    'test',
    'Test1',
    '测试',
    '测试用户',
    '测试一',
    'xxx',
    'X',
    'aaa',
    '已删除',
  ])('is a placeholder for %s', (name) => {
    expect(nameFault(cleanName(name, 3), 3)).toBe('placeholder');
  });

  it.each([
    '张*明',
    '李**',
    '王＊华',
    '*丽',
    '***',
    '赵某',
    '周某某',
    '张某某',
    '张某丽',
    '某女士',
    '欧阳**',
    '陈X',
    '陈x',
    '张xx',
    '王Ｘ',
    '孙××',
    '刘●',
    '张○',
    '张●明',
    '李★',
    '陈＃',
    '王_',
  ])('is a mask for %s', (name) => {
    expect(nameFault(cleanName(name, 3), 3)).toBe('masked');
  });

  it.each([
    ['王□', 'stand-in'],
    ['王■明', 'stand-in'],
    ['王〓', 'stand-in'],
    ['王囗明', 'stand-in'],
    ['王﹖', 'stand-in'],
    ['陈⿰氵明', 'stand-in'],
    ['陈[火华]', 'remark'],
    ['陈(火+华)', 'several names'],
    ['曹（已故）', 'remark'],
    ['张三(离职)', 'remark'],
    ['张三【VIP】', 'remark'],
    ['李四-VIP', 'remark'],
    ['李四VIP', 'remark'],
    ['张三已故', 'remark'],
    ['张三"', 'remark'],
    ['阿卜杜拉·', 'remark'],
    ['王五1', 'digits'],
    ['王五①', 'digits'],
    ['张三/李四', 'several names'],
    ['张三、李四', 'several names'],
    ['张三&李四', 'several names'],
    ['SMITH/JOHN', 'several names'],
    ['张三\n李四', 'several names'],
    ['张三\r\n李四', 'several names'],
    ['张三\r李四', 'several names'],
    ['张三 \u2028 李四', 'several names'],
    ['张三\v李四', 'several names'],
    ['张三\f李四', 'several names'],
    ['张三。\n李四', 'several names'],
    ['张三.\n李四', 'several names'],
    ['John Smith\nJane Doe', 'several names'],
    ['"张三\n李四"', 'several names'],
    ['\\u5f20\\u4e09\\u000a\\u674e\\u56db', 'several names'],
    ['="张"&"三"', 'several names'],
    ['“张三” “李四”', 'remark'],
    ['约翰·Fa·肯尼迪', 'remark'],
    ['约翰·F', 'remark'],
    ['约翰F肯尼迪', 'remark'],
    ['约翰·X·肯尼迪', 'masked'],
    ['北京某公司', 'masked'],
    ['深圳市腾讯计算机系统有限公司', 'organisation'],
    ['红星合作社', 'organisation'],
    ['张先生', 'form of address'],
    ['欧阳女士', 'form of address'],
    ['John Smith <js@example.org>', 'remark'],
    ['11010519491231002X', 'digits'],
  ])('of %s is %s', (name, fault) => {
    expect(nameFault(cleanName(name, 3), 3)).toBe(fault);
  });

  it.each([
    '张三',
    '张',
    '欧阳娜娜',
    '阿卜杜拉·买买提',
    '古丽巴哈尔·阿布都热依木',
    '𠮷',
    '𠮷野家',
    '李䶮',
    '龴',
    '张〇',
    '何〇',
    '空海',
    '未来',

    'John Smith',
    'JOHN SMITH',
    "O'Brien",
    'O’Neill',
    'O‘Brien',
    'Sardor O‘g‘li',
    'Jean–Paul Dupont',
    '约翰·F·肯尼迪',
    '乔治·R·R·马丁',
    'Anne-Marie',
    'van der Berg',
    'J. R. R. Tolkien',
    'José',
    'Null Smith',

    'Smith, John',
    'Xu',
    'Xi',
    'Tester Smith',
    'Naomi',
    'ياسىن',
    'བསྟན་འཛིན',
    'ᠪᠠᠲᠤ',
    '高橋 みゆき',
    '김철수',
    '髙橋',
    '﨑',
    '仁青卓玛',

    '公孙先',
    '先生明',
    '马小',
    '王集',
    '李公',
    '司马会',
    '陈行',
    '钱社',
    '周户',
    '吴职',
    '何故',
    '白无瑕',
    '顾客来',
    '同丽',
  ])('is none for %s', (name) => {
    expect(nameFault(cleanName(name, 3), 3)).toBeUndefined();
  });

  it.each(['张*明', 'NULL', '曹（已故）', '王□', '张三1', '\uE863', '张三（VIP）'])(
    'was none for %s in batches of earlier rules',
    (name) => {
      expect(nameFault(name, 2)).toBeUndefined();
    },
  );

  it.each([
    ['查无此人', 'placeholder'],
    ['无此人', 'placeholder'],
    ['无数据', 'placeholder'],
    ['无记录', 'placeholder'],
    ['无效', 'placeholder'],
    ['隐藏', 'placeholder'],
    ['手机用户', 'placeholder'],
    ['微信用户', 'placeholder'],
    ['户主', 'placeholder'],
    ['配偶', 'placeholder'],
    ['父亲', 'placeholder'],
    ['儿子', 'placeholder'],
    ['法人', 'placeholder'],
    ['联系人', 'placeholder'],
    ['公司', 'placeholder'],
    ['备注', 'placeholder'],
    ['合计', 'placeholder'],
    ['总计', 'placeholder'],
    ['TRUE', 'placeholder'],
    ['false', 'placeholder'],
    ['NULL NULL', 'placeholder'],
    ['None Null', 'placeholder'],
    ['无 无', 'placeholder'],
    ['未知未知', 'placeholder'],
    ['锟斤拷', 'stand-in'],
    ['张锟斤拷锟', 'stand-in'],
    ['烫烫烫', 'stand-in'],
    ['张Х明', 'remark'],
    ['王ο', 'remark'],
    ['李四김', 'remark'],
    ['父亲节', undefined],
    ['法人杰', undefined],
    ['公司马', undefined],
    ['成功', undefined],
    ['Nana', undefined],
    ['True Smith', undefined],
    ['김철수', undefined],
    ['Иван', undefined],
    ['高橋 みゆき', undefined],
  ])('of %s is %s since version 4 of the rules, and was none before', (name, fault) => {
    expect(nameFault(cleanName(name, 4), 4)).toBe(fault);
    expect(cleanName(name, 3)).toBe(cleanName(name, 4));
    expect(nameFault(cleanName(name, 3), 3)).toBeUndefined();
  });

  it('is the length of what is too long to be cleaned', () => {
    const written = `张${' '.repeat(LONGEST_WRITTEN)}三`;
    expect(cleanName(written, 3)).toBe(written);
    expect(nameFault(written, 3)).toBe('too long');
    expect(cleanName(written, 2)).toBe('张三');
  });
});
