// Chinese: what a list shows as a whole: its columns, its names, its encoding.

import type { Words } from '../words.js';

const FROM_SOURCE = '请把这一列设为文本格式，重新向来源索取名单。';

export const columns: Words['columns'] = {
  warning: ({ column, rows, of, what, finding }) => `第 ${column} 列：${of} ${what}中有 ${rows} 个${finding}`,
  warningFrom: ({ column, rows, of, what, first, finding }) =>
    `第 ${column} 列：${of} ${what}中有 ${rows} 个（自行号 ${first} 起）${finding}`,
  numbers: '个号码',
  rows: '行',
  findings: {
    'three zeros': `以 000 结尾，远多于巧合：它们被舍入到了 15 位，一个也不会发送。${FROM_SOURCE}`,
    'two zeros': `以 00 结尾，远多于巧合：它们被舍入到了 16 位，一个也不会发送。${FROM_SOURCE}`,
    'last zero': `以 0 结尾，远多于巧合：它们被舍入到了 17 位，一个也不会发送。${FROM_SOURCE}`,
    binary: `是浮点数，远多于巧合：末几位被舍入，一个也不会发送。${FROM_SOURCE}`,
    truncated: `只是更长号码的前 15 位：这一列被截短了，一个也不会发送。${FROM_SOURCE}`,
    unchecked: `校验码不符，比例与随机无异：它们不是真实号码，或被改动过，整列都不会发送。${FROM_SOURCE}`,
    'repeated name': '姓名相同而号码各不相同：这个姓名可能是“未知”的代称。',
    'swapped columns':
      '在姓名的位置上写着身份证号码。如果两列颠倒了，请用 --name-column 和 --id-column 指定。',
  },
  headerIsRow: '第一行看起来是数据，不是表头。如果确实如此，请加 --no-header。',
  frequentName: ({ perDay, most, beyond }) =>
    `有一个姓名出现在 ${perDay} 个以上要调用的行中（最多 ${most} 行），而服务商对同一姓名每天只应答 ${perDay} 次。约 ${beyond} 行将等到以后几天，或在 --daily-limit end 时以 lookup_failed 结束。`,
  frequentNames: ({ names, perDay, most, beyond }) =>
    `有 ${names} 个姓名各出现在 ${perDay} 个以上要调用的行中（最多 ${most} 行），而服务商对同一姓名每天只应答 ${perDay} 次。约 ${beyond} 行将等到以后几天，或在 --daily-limit end 时以 lookup_failed 结束。`,
};

export const encodings: Words['encodings'] = {
  unusual: ({ encoding, evidence }) =>
    `名单按 ${encoding} 读取：${evidence}。如果姓名显示不对，请用 --encoding 指定其他编码。`,
  misfits: ({ lines, encoding, firstLine }) =>
    `有 ${lines} 行不是 ${encoding}（名单的编码）下的文字，最先是第 ${firstLine} 行。这些行不发送，结果为“无法读取”；如果只是备注不符而其余读得出，则照常处理。`,
  misfitsFoundOut: ({ lines, encoding, evidence, firstLine }) =>
    `有 ${lines} 行不是 ${encoding}（名单的编码，依据：${evidence}）下的文字，最先是第 ${firstLine} 行。这些行不发送，结果为“无法读取”；如果只是备注不符而其余读得出，则照常处理。`,
  halves: ({ lines }) => `有 ${lines} 行的字符是分成两半写的（CESU-8，Oracle 和 Java 的写法），已合并。`,
};
