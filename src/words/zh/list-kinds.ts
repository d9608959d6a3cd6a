// Chinese: what a file is that is no list, and what to do with it.

import type { Words } from '../words.js';

export const listKinds: Words['listKinds'] = {
  protectedFile:
    '这份名单被文档加密软件（如亿赛通、绿盾）加密。请在能打开它的地方打开，申请解密，或另存为不加密的 .xlsx 或“CSV UTF-8”再提交。',
  pdf: '这份名单是 PDF，其中没有可读取的表格。请用生成它的程序把表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  gzip: '这份名单是 gzip 压缩文件。请解压后提交其中的名单。',
  bzip2: '这份名单是 bzip2 压缩文件。请解压后提交其中的名单。',
  xz: '这份名单是 xz 压缩文件。请解压后提交其中的名单。',
  zstandard: '这份名单是 Zstandard 压缩文件。请解压后提交其中的名单。',
  sevenZip: '这份名单是 7-Zip 压缩包。请解压后提交其中的名单。',
  rar: '这份名单是 RAR 压缩包。请解压后提交其中的名单。',
  tar: '这份名单是 tar 归档文件。请解压后提交其中的名单。',
  rtf: '这份名单是 RTF 文档。请用生成它的程序把表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  picture: '这份名单是图片。名单必须是文字：请向来源索取 .xlsx 或 CSV。',
  columnFile:
    '这份名单是程序用的列式数据文件（如 Parquet）。请用生成它的程序把表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  database: '这份名单是数据库文件。请用生成它的程序把表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  statistics: '这份名单是统计软件的文件。请用生成它的程序把表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  encrypted: '这份名单是加密文件。请先解密。',
  programFile: '这份名单是程序文件，不是名单。请用生成它的程序把表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  xmlSpreadsheet:
    '这份名单不管文件名如何，实际是 XML 表格（XML Spreadsheet 2003）。请用 Excel 打开，另存为 .xlsx 或“CSV UTF-8”。',
  webPage: '这份名单不管文件名如何，实际是网页。请用 Excel 打开，另存为 .xlsx 或“CSV UTF-8”。',
  xml: '这份名单不管文件名如何，实际是 XML。请用 Excel 打开，另存为 .xlsx 或“CSV UTF-8”。',
  mhtml: '这份名单不管文件名如何，实际是单文件网页（MHTML）。请用 Excel 打开，另存为 .xlsx 或“CSV UTF-8”。',
  sylk: '这份名单是 SYLK 表格。请用 Excel 打开，另存为 .xlsx 或“CSV UTF-8”。',
  json: '这份名单是 JSON，不是表格。请用生成它的程序把表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  binary:
    '这份名单既不是文本，也不是 Excel 工作簿：可能已损坏，或被文档加密软件加密。请在能看到内容的地方用 Excel 打开，另存为不加密的 .xlsx 或“CSV UTF-8”再提交。',
  passwordWorkbook: '这份名单是带密码的 Excel 工作簿。请用 Excel 打开，去掉密码后保存再提交。',
  rights: '这份名单是受权限保护的 Office 文件。请另存为不受保护的 .xlsx 再提交。',
  oldExcel: '这份名单是旧版 Excel 文件（.xls）。请用 Excel 打开，另存为 .xlsx 或“CSV UTF-8”。',
  word: '这份名单是 Word 文档。请把表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  presentation: '这份名单是演示文稿。请把表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  message: '这份名单是 Outlook 邮件。请保存其附件中的名单再提交。',
  oldOrPassword:
    '这份名单是旧版 Excel 文件（.xls），或带密码，或已损坏。请用 Excel 打开，去掉密码，另存为 .xlsx 或“CSV UTF-8”。',
  xlsb: '这份名单是 Excel 二进制工作簿（.xlsb）。请用 Excel 打开，另存为 .xlsx。',
  wordPackage: '这份名单是 Word 文档。请把其中的表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  presentationPackage: '这份名单是演示文稿。请把其中的表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  drawing: '这份名单是绘图文件。请把其中的表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  iwork: '这份名单是 Numbers、Pages 或 Keynote 文档。请把其中的表格导出为 .xlsx 或“CSV UTF-8”再提交。',
  openDocument: '这份名单是 OpenDocument 文件（.ods、.odt）。请打开后另存为 .xlsx 或“CSV UTF-8”。',
  programArchive: '这份名单是程序包，不是名单。',
};

export const archives: Words['archives'] = {
  empty: '这份名单是空的 ZIP 压缩包。',
  oneFile: ({ ending }) =>
    `这份名单是 ZIP 压缩包，里面有 1 个文件（${ending}），没有工作簿。请解压后提交其中的名单。`,
  files: ({ count, endings }) =>
    `这份名单是 ZIP 压缩包，里面有 ${count} 个文件（${endings}），没有工作簿。请解压后提交其中的名单。`,
  withoutEnding: '无扩展名',
};
