// English: what a file is that is no list, and what to do with it.

export const listKinds = {
  protectedFile:
    'The list is encrypted by document protection (文档加密, as by 亿赛通 or 绿盾). Open it where the protection allows it, release it (解密) or save it unprotected as .xlsx or "CSV UTF-8", and give that.',
  pdf: 'The list is a PDF, which has no table to be read. Export the table from the program that made it as .xlsx or "CSV UTF-8", and give that.',
  gzip: 'The list is packed with gzip. Unpack it and give the list that is in it.',
  bzip2: 'The list is packed with bzip2. Unpack it and give the list that is in it.',
  xz: 'The list is packed with xz. Unpack it and give the list that is in it.',
  zstandard: 'The list is packed with Zstandard. Unpack it and give the list that is in it.',
  sevenZip: 'The list is a 7-Zip archive. Unpack it and give the list that is in it.',
  rar: 'The list is a RAR archive. Unpack it and give the list that is in it.',
  tar: 'The list is a tar archive. Unpack it and give the list that is in it.',
  rtf: 'The list is a document in RTF. Export the table from the program that made it as .xlsx or "CSV UTF-8", and give that.',
  picture: 'The list is a picture. A list has to be text: take it from its source as .xlsx or CSV.',
  columnFile:
    'The list is a file of columns for programs (as Parquet). Export the table from the program that made it as .xlsx or "CSV UTF-8", and give that.',
  database:
    'The list is a database. Export the table from the program that made it as .xlsx or "CSV UTF-8", and give that.',
  statistics:
    'The list is a file of statistics. Export the table from the program that made it as .xlsx or "CSV UTF-8", and give that.',
  encrypted: 'The list is encrypted. Decrypt it first.',
  programFile:
    'The list is a program\'s file, and no list. Export the table from the program that made it as .xlsx or "CSV UTF-8", and give that.',
  xmlSpreadsheet:
    'The list is a table in XML (XML Spreadsheet 2003), whatever its name. Open it in Excel and save it as .xlsx, or as "CSV UTF-8".',
  webPage:
    'The list is a web page, whatever its name. Open it in Excel and save it as .xlsx, or as "CSV UTF-8".',
  xml: 'The list is XML, whatever its name. Open it in Excel and save it as .xlsx, or as "CSV UTF-8".',
  mhtml:
    'The list is a web page in one file (MHTML), whatever its name. Open it in Excel and save it as .xlsx, or as "CSV UTF-8".',
  sylk: 'The list is a table in SYLK. Open it in Excel and save it as .xlsx, or as "CSV UTF-8".',
  json: 'The list is JSON, not a table. Export the table from the program that made it as .xlsx or "CSV UTF-8", and give that.',
  binary:
    'The list is neither text nor an Excel workbook: it may be damaged, or encrypted by document protection (文档加密). Open it in Excel where that shows its cells, save it unprotected as .xlsx or "CSV UTF-8", and give that.',
  passwordWorkbook:
    'The list is an Excel workbook with a password. Open it in Excel, save it without one, and give that.',
  rights:
    'The list is a protected Office file (rights management). Save it unprotected as .xlsx, and give that.',
  oldExcel: 'The list is an old Excel file (.xls). Open it in Excel and save it as .xlsx, or as "CSV UTF-8".',
  word: 'The list is a Word document. Export the table as .xlsx or "CSV UTF-8", and give that.',
  presentation: 'The list is a presentation. Export the table as .xlsx or "CSV UTF-8", and give that.',
  message: 'The list is a message of Outlook. Save the list that is attached to it, and give that.',
  oldOrPassword:
    'The list is an old Excel file (.xls), or has a password, or is damaged. Open it in Excel and save it as .xlsx without one, or as "CSV UTF-8".',
  xlsb: 'The list is an Excel binary workbook (.xlsb). Open it in Excel and save it as .xlsx.',
  wordPackage: 'The list is a Word document. Export its table as .xlsx or "CSV UTF-8", and give that.',
  presentationPackage: 'The list is a presentation. Export its table as .xlsx or "CSV UTF-8", and give that.',
  drawing: 'The list is a drawing. Export its table as .xlsx or "CSV UTF-8", and give that.',
  iwork:
    'The list is a document of Numbers, Pages or Keynote. Export its table as .xlsx or "CSV UTF-8", and give that.',
  openDocument:
    'The list is an OpenDocument file (.ods, .odt). Open it and save it as .xlsx, or as "CSV UTF-8".',
  programArchive: "The list is a program's archive, and no list.",
};

export const archives = {
  empty: 'The list is a ZIP archive with nothing in it.',
  oneFile: ({ ending }: { ending: string }) =>
    `The list is a ZIP archive with a file (${ending}) and no workbook. Unpack it and give the list that is in it.`,
  files: ({ count, endings }: { count: number; endings: string }) =>
    `The list is a ZIP archive with ${count} files (${endings}) and no workbook. Unpack it and give the list that is in it.`,
  withoutEnding: 'without an ending',
};
