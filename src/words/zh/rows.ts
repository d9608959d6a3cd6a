// Chinese: why a row is not sent, and what was cleaned before it was. The words stand in files without personal data, so
// that they never quote the list.

import type { Words } from '../words.js';

const EXPORT_AS_TEXT = '，数字已丢失：请把该列设为文本格式后重新导出，或向来源索取';

export const rows: Words['rows'] = {
  numbers: {
    empty: '号码为空',
    characters: '号码中有数字和末位 X 以外的字符',
    length: '号码既不是 18 位，也不是 15 位数字',
    reformatted: `号码被表格软件写成了科学计数（如 1.10105E+17）${EXPORT_AS_TEXT}`,
    rounded: `号码被表格软件舍入，末尾成了 000${EXPORT_AS_TEXT}`,
    'birth date': '号码中的出生日期不可能存在',
    'check character': '号码的末位校验码不符',
    'too long': '号码过长',
    'rounded column': `该列号码被舍入过，这个号码可能是别人的${EXPORT_AS_TEXT}`,
    'cut column': '该列号码被截成了 15 位，数字已丢失：请向来源重新索取带完整号码的名单',
    'unchecked column': '该列的校验码只是碰巧相符，这个号码可能是别人的：请向来源重新索取名单',
    formula: '号码是没有计算过的公式：请用 Excel 打开工作簿，保存后重新提交',
  },
  names: {
    empty: '姓名为空',
    'lost characters': '姓名中有字丢失，成了问号，请以 UTF-8 重新导出名单',
    'failed formula': '姓名处是出错的公式（如 #N/A）',
    'no letters': '姓名中没有文字',
    'control characters': '姓名中有控制字符',
    'too long': '姓名过长',
    placeholder: '姓名是占位内容（如 NULL、待补充）',
    masked: '姓名被隐去一部分（如用 * 或“某”代替），请向来源重新索取带全名的名单',
    'stand-in': '姓名中有字无法写出，用 □ 或 ⿰ 一类的符号代替，请补上这个字',
    'private use': '姓名中有只在原系统里才认得的自造字，请换成标准字',
    escape: '姓名中有无法还原的转义（如 &eacute;），请以纯文本重新导出名单',
    digits: '姓名中有数字',
    organisation: '姓名是单位名称',
    'form of address': '姓名只有姓氏和称呼（如“先生”）',
    'several names': '姓名中有分隔符或换行，像是几个人的姓名',
    remark: '姓名中除姓名外还有备注、括号或其他符号',
    formula: '姓名是没有计算过的公式：请用 Excel 打开工作簿，保存后重新提交',
  },
  notes: {
    numberCleaned: '号码经清洗后发送',
    numberLengthened: '15 位号码已转为 18 位发送',
    nameCleaned: '姓名经清洗后发送',
    nameRestored: '姓名中有字已还原后发送',
    unknownRegion: '号码中的地区代码不在已知之列',
    sentAlthough: ({ finding }) => `仍已发送，但${finding}`,
    namesake: ({ row }) => `与第 ${row} 行号码相同而姓名不同`,
    namesakeInGeneral: '与前面某一行号码相同而姓名不同',
  },
  faults: {
    'stray quote': '引号有误：不该有引号的地方出现了引号',
    'quote never closed': '引号有误：引号没有闭合',
    'lines and columns': '引号有误，或跨行记录的列数不对',
    'too long': '超过 1048576 字节',
    noText: '有些字节不是该名单编码下的文字',
    foreign: ({ encoding }) =>
      `有单元格只有按另一种编码（${encoding}）才读得通：请以 UTF-8 重新导出，或用 --encoding 指定编码`,
    columns: '列数不对',
    columnsCounted: ({ found, expected }) => `列数不对：有 ${found} 列，应为 ${expected} 列`,
  },
  onLine: ({ line, fault }) => `第 ${line} 行：${fault}`,
  headerAgain: '重复的表头',
  and: '；',
  adviceBegins: {
    lost: '，数字已丢失',
    asUtf8: '，请以 UTF-8 重新导出',
    asText: '，请以纯文本重新导出',
  },
};
