// The parts of an Excel workbook of text cells, as XML (ECMA-376, part 1: SpreadsheetML). Pure.

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Excel's own limits. */
export const MOST_COLUMNS = 16_384;
const MOST_CHARACTERS = 32_767;

/** The style of every cell: text, whatever is typed into it later. */
const TEXT_STYLE = 1;
const TEXT_FORMAT = 49;
const COLUMN_WIDTH = 20;

export function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}

/** The sheet's XML up to the first row. The header row is frozen. */
export function sheetStart(columns: number, selected: boolean): string {
  return (
    `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews>` +
    `<sheetView${selected ? ' tabSelected="1"' : ''} workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols><col min="1" max="${columns}" width="${COLUMN_WIDTH}" style="${TEXT_STYLE}" customWidth="1"/></cols>` +
    '<sheetData>'
  );
}

/**
 * The sheet's XML after the last row: a filter over all of it, and what keeps Excel from marking every number as one
 * written as text.
 */
export function sheetEnd(columns: number, rows: number): string {
  return (
    `</sheetData><autoFilter ref="${rangeOf(columns, rows)}"/>` +
    '<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors></worksheet>'
  );
}

/** @param mark `$` for a place that does not move */
function rangeOf(columns: number, rows: number, mark = ''): string {
  return `${mark}A${mark}1:${mark}${columnName(Math.max(0, columns - 1))}${mark}${rows}`;
}

/** @param first the first one's number in its sheet, from 1 */
export function rowsXml(rows: readonly (readonly string[])[], first: number): string {
  return rows.map((cells, index) => rowXml(cells, first + index)).join('');
}

function rowXml(cells: readonly string[], row: number): string {
  let xml = `<row r="${row}">`;
  for (const [column, text] of cells.entries()) {
    if (text === '') continue;
    const place = `${columnName(column)}${row}`;
    xml += `<c r="${place}" s="${TEXT_STYLE}" t="inlineStr"><is><t xml:space="preserve">${textXml(text)}</t></is></c>`;
  }
  return `${xml}</row>`;
}

const names: string[] = [];

/** A, B, … Z, AA, … of a column from 0. */
function columnName(column: number): string {
  const known = names[column];
  if (known !== undefined) return known;
  const last = String.fromCharCode(0x41 + (column % 26));
  const name = column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
  names[column] = name;
  return name;
}

/** Characters that XML can't hold and that Excel escapes as `_x…_`, and text that would be read as such an escape. */
const UNWRITABLE = /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const SPECIAL = /[&<>]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function textXml(text: string): string {
  return fitting(text)
    .replace(UNWRITABLE, (unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(SPECIAL, (character) => ENTITIES[character] ?? '');
}

/** Excel calls a workbook with a longer cell broken, so the cell loses its end. */
function fitting(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : text.slice(0, MOST_CHARACTERS);
}

export interface WrittenSheet {
  readonly name: string;
  /** With the header. */
  readonly rows: number;
  readonly columns: number;
}

/** All parts except the sheets. */
export function workbookParts(sheets: readonly WrittenSheet[]): { path: string; xml: string }[] {
  const numbers = sheets.map((_, index) => index + 1);
  const sheetList = sheets.map(
    ({ name }, index) => `<sheet name="${textXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  // Excel finds a sheet's filter by this name.
  const filters = sheets.map(
    ({ name, rows, columns }, index) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">` +
      `'${textXml(name)}'!${rangeOf(columns, rows, '$')}</definedName>`,
  );
  const relations = numbers.map((number) =>
    relation(`rId${number}`, 'worksheet', `worksheets/sheet${number}.xml`),
  );
  relations.push(relation(`rId${sheets.length + 1}`, 'styles', 'styles.xml'));
  const sheetTypes = numbers.map((number) => partType(`/${sheetPath(number)}`, 'worksheet'));
  return [
    {
      path: '[Content_Types].xml',
      xml:
        `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        `${partType('/xl/workbook.xml', 'sheet.main')}${partType('/xl/styles.xml', 'styles')}` +
        `${sheetTypes.join('')}</Types>`,
    },
    { path: '_rels/.rels', xml: relationsXml([relation('rId1', 'officeDocument', 'xl/workbook.xml')]) },
    {
      path: 'xl/workbook.xml',
      xml:
        `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheetList.join('')}</sheets>` +
        `<definedNames>${filters.join('')}</definedNames></workbook>`,
    },
    { path: 'xl/_rels/workbook.xml.rels', xml: relationsXml(relations) },
    { path: 'xl/styles.xml', xml: STYLES },
  ];
}

function partType(path: string, kind: string): string {
  return `<Override PartName="${path}" ContentType="${TYPE}.${kind}+xml"/>`;
}

function relation(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
}

function relationsXml(relations: readonly string[]): string {
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}</Relationships>`;
}

const STYLES =
  `${DECLARATION}<styleSheet xmlns="${MAIN}">` +
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  `<xf numFmtId="${TEXT_FORMAT}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
