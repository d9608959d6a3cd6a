// Excel workbooks made by hand, part by part: as programs write them, and as none should.

import { ZipFile } from 'yazl';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

interface HandMadeSheet {
  readonly name: string;
  readonly state?: string;
  /** The content of `sheetData`. */
  readonly rows: string;
}

export interface HandMade {
  readonly sheets: readonly HandMadeSheet[];
  /** `si` elements. */
  readonly strings?: string;
  /** The content of `styleSheet`. */
  readonly styles?: string;
  readonly workbookPr?: string;
}

/** The bytes of a workbook. */
export function handMade(
  { sheets, strings, styles, workbookPr = '' }: HandMade,
  options?: ZipOptions,
): Promise<Buffer> {
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
  );
  const relations = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="/xl/worksheets/sheet${index + 1}.xml"/>`,
  );
  const parts: Record<string, string> = {
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook>${workbookPr}<sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
  };
  for (const [index, { rows }] of sheets.entries())
    parts[`xl/worksheets/sheet${index + 1}.xml`] = `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
  // Excel puts this part after the sheets.
  if (strings !== undefined) parts['xl/sharedStrings.xml'] = `<sst>${strings}</sst>`;
  if (styles !== undefined) parts['xl/styles.xml'] = `<styleSheet>${styles}</styleSheet>`;
  return zipped(parts, options);
}

export interface ZipOptions {
  readonly compress?: boolean;
  readonly forceZip64Format?: boolean;
}

export async function zipped(
  parts: Readonly<Record<string, string | Uint8Array>>,
  options: ZipOptions = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text as string), path, options);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Rows of inline texts, from row 1. */
export function textRows(rows: readonly (readonly string[])[]): string {
  return rows
    .map(
      (cells) => `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`,
    )
    .join('');
}
