// Chinese: how a list's encoding is known, or why nobody can tell.

import type { Words } from '../words.js';

const CHOOSE =
  '没有发送任何内容。请以 UTF-8 重新导出，或指定编码：--encoding utf-8、gb18030、big5、shift_jis、euc-kr、windows-1252 等。';

export const encodingVerdicts: Words['encodingVerdicts'] = {
  mark: '有字节顺序标记',
  named: '由 --encoding 指定',
  zeroBytes: '每隔一个字节是零字节',
  ascii: '只有 ASCII 字符',
  allFit: ({ lines }) => `${lines} 行含非 ASCII 字符，全部符合且读得通`,
  someFit: ({ fitting, lines }) => `${lines} 行含非 ASCII 字符，其中 ${fitting} 行符合且读得通`,
  markAnd: ({ fit }) => `有字节顺序标记；${fit}`,
  utf32: '名单是 UTF-32 编码，不能读取。请以 UTF-8 重新导出。',
  otherThanMark: ({ line, encoding }) =>
    `名单以 UTF-8 的字节顺序标记开头，但第 ${line} 行等处是 ${encoding}。${CHOOSE}`,
  senseless: ({ line }) =>
    `按能识别的任何编码，名单都读不通：第 ${line} 行等处出现名单中不会有的字符。${CHOOSE}`,
  garbled: ({ wrong, right, line }) =>
    `名单在此之前就已成乱码：第 ${line} 行等处本来是 ${right}，却按 ${wrong} 读取后另存。没有发送任何内容。请从来源系统重新导出。如果姓名其实没有错，请用 --encoding utf-8 说明。`,
  garbledBefore: ({ wrong, right }) =>
    `名单在此之前就已成乱码：姓名本来是 ${right}，却按 ${wrong} 读取后另存（例如双击打开文本文件）。没有发送任何内容。请从来源系统重新取得。如果姓名其实没有错，请另存为“CSV UTF-8”，并用 --encoding utf-8 说明。`,
  undecided: ({ one, other, line }) =>
    `名单可能是 ${one}，也可能是 ${other}：内容太少，无法判断，最先是第 ${line} 行。${CHOOSE}`,
  accents: ({ line }) =>
    `名单中有带重音的字母（最先在第 ${line} 行），在西欧和其他欧洲编码中含义不同。${CHOOSE}`,
  part: ({ count, lines, encoding, line }) =>
    `含非 ASCII 字符的 ${lines} 行中有 ${count} 行是 ${encoding}（最先是第 ${line} 行）`,
  mixedOne: ({ first }) => `没有一种编码符合整份名单：${first}。${CHOOSE}`,
  mixed: ({ first, second }) => `没有一种编码符合整份名单：${first}；${second}。${CHOOSE}`,
  textInNone: ({ line }) => `没有一种编码符合整份名单：第 ${line} 行在任何编码下都不是文字。${CHOOSE}`,
  misnamed: ({ named, misfits, lines, line }) =>
    `--encoding ${named} 不符：含非 ASCII 字符的 ${lines} 行中有 ${misfits} 行不是这种编码，最先是第 ${line} 行。其他编码也都不完全符合。没有发送任何内容。请以 UTF-8 重新导出。`,
  misnamedForOther: ({ named, misfits, lines, line, other }) =>
    `--encoding ${named} 不符：含非 ASCII 字符的 ${lines} 行中有 ${misfits} 行不是这种编码，最先是第 ${line} 行。${other} 符合。没有发送任何内容。请改用 --encoding ${other}，或去掉 --encoding。`,
  isOther: ({ named, encoding, evidence }) =>
    `--encoding ${named} 不符：根据“${evidence}”，它是 ${encoding}。没有发送任何内容。请去掉 --encoding。`,
};
