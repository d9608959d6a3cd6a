// Chinese: why a list can’t be read, or not without an option.

import type { Words } from '../words.js';

export const listErrors: Words['listErrors'] = {
  isDirectory: ({ file }) => `${file} 是目录。请指定其中的一个文件。`,
  noFile: ({ file }) => `没有文件 ${file}。请检查路径。`,
  unread: ({ file, why }) => `无法读取 ${file}：${why}。`,
  sheetOfText: '--sheet 用于 Excel 工作簿（.xlsx），而这份名单不是。请去掉这个选项。',
  textOptionsOfWorkbook: '这份名单是 Excel 工作簿，--encoding 和 --delimiter 只用于文本。请去掉它们。',
  listUnread: ({ why }) => `无法读取名单：${why}。`,
  ofList: ({ source, why }) => `${source}：${why}`,
  zeroBytes: ({ source }) =>
    `${source} 中本该是文字的地方有零字节。如果它是不带字节顺序标记的 UTF-16，请加 --encoding utf-16le 或 utf-16be；如果零字节本来就属于它，请指定它的编码。`,
  delimiter: ({ usual }) => `--delimiter 只能是一个字符，或单词 tab；常用的有 ${usual}。`,
  bothInOne: ({ source, column }) =>
    `${source}：第 ${column} 列不能既是姓名又是身份证号码。请给出 --name-column 和 --id-column。`,
  empty: ({ source }) => `${source} 是空的：没有表头，也没有数据行。`,
  personAbove: ({ source, header, person }) =>
    `${source}：表头似乎在第 ${header} 行，但它上面的第 ${person} 行有身份证号码。请把表头移到最前，或用 --header-row ${header} 略去上面的内容。`,
  personInHeader: ({ source, row }) =>
    `${source}：第 ${row} 行被当作表头，里面却有身份证号码。如果名单没有表头，请加 --no-header 和列号，如 --name-column 1 --id-column 2；如果表头在另一行，请用 --header-row 指明；否则请修正引号和换行。`,
  nothingOnLine: ({ source, line }) =>
    `${source}：--header-row 指定的第 ${line} 行没有内容。空行也算一行，与表格软件一样；单元格内换行不另算行。`,
  brokenHeader: ({ source, line }) =>
    `${source}：无法读取第 ${line} 行的表头：引号有误，或有字节不是该名单编码下的文字。`,
  brokenFirst: ({ source, line }) =>
    `${source}：无法读取第 ${line} 行（第一条记录）：引号有误，或有字节不是该名单编码下的文字。`,
  tooLarge: '名单过大，不能在此发送。请分成几部分发送。',
  overQuota: '您发送的名单已占满可用空间。请用它们创建批次、删除一些，或等到它们过期。',
  littleSpace: '磁盘剩余空间不足以容纳这样大的名单。请由 Rollcall 的运行者腾出空间。',
  stopsReaders: ({ row, times }) =>
    `从第 ${row} 行起读取名单时，进程已有 ${times} 次意外结束或停滞。请检查名单中该行及以后的内容，或去掉它们再核验`,
};
