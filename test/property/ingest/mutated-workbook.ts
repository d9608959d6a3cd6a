// A good workbook with something wrong in it: in its XML before it is packed, or in the bytes of the file.

import * as fc from 'fast-check';
import { handMade, zipped } from '../../integration/ingest/workbook-file.js';
import yauzl from 'yauzl';

/** `at` and `length` are shares of the file's length. */
export type Change =
  | { readonly kind: 'flip'; readonly at: number; readonly by: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'remove'; readonly at: number; readonly length: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number; readonly times: number }
  | { readonly kind: 'insert'; readonly at: number; readonly text: string };

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const piece = fc.constantFrom(
  '<',
  '>',
  '&',
  '"',
  '</row>',
  '<row>',
  '<row r="0"/>',
  '<row r="1048576">',
  '<c r="XFD9">',
  '<c t="s"><v>-1</v></c>',
  '<c t="s"><v>1e9</v></c>',
  '<v>',
  '</v>',
  '<f>',
  '<is><t>',
  '<!--',
  '<![CDATA[',
  '<?x ?>',
  '&#0;',
  '&#x110000;',
  '&a;',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '\0',
  '\uFEFF',
  '\uD800',
  'r="A1"',
  't="e"',
  's="99999999"',
  '1e308',
  '-0',
  '_x0000_',
  '[[[[',
  '<mergeCell ref="A1:XFD1048576"/>',
  'Target="../../../x"',
  '9'.repeat(400),
);
export const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at: share, by: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ kind: fc.constant('cut' as const), at: share }),
    fc.record({ kind: fc.constant('remove' as const), at: share, length: share }),
    fc.record({
      kind: fc.constant('repeat' as const),
      at: share,
      length: share,
      times: fc.integer({ min: 1, max: 50 }),
    }),
    fc.record({ kind: fc.constant('insert' as const), at: share, text: piece }),
  ),
  { minLength: 1, maxLength: 4 },
);

/** Parts of a file are short, so a long cut would leave little of them. */
const LONGEST = 0.1;

export function changed(bytes: Buffer, all: readonly Change[]): Buffer {
  return all.reduce<Buffer>((now, change) => {
    const at = Math.floor(change.at * now.length);
    const before = now.subarray(0, at);
    switch (change.kind) {
      case 'flip': {
        const flipped = Buffer.from(now);
        if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ change.by;
        return flipped;
      }
      case 'cut':
        return before;
      case 'remove':
        return Buffer.concat([
          before,
          now.subarray(at + 1 + Math.floor(change.length * LONGEST * now.length)),
        ]);
      case 'repeat': {
        const repeated = now.subarray(at, at + 1 + Math.floor(change.length * LONGEST * now.length));
        return Buffer.concat([before, ...Array<Buffer>(change.times).fill(repeated), now.subarray(at)]);
      }
      case 'insert':
        return Buffer.concat([before, Buffer.from(change.text), now.subarray(at)]);
    }
  }, bytes);
}

const PEOPLE = ['张三', '李四', '王五']
  .map(
    (name, at) =>
      `<row r="${at + 2}"><c r="A${at + 2}" t="inlineStr"><is><t>${name}</t></is></c><c r="B${at + 2}" t="s"><v>${at}</v></c><c r="C${at + 2}" s="1"><v>46350.5</v></c><c r="D${at + 2}"><v>11010519491231002${at}</v></c><c r="E${at + 2}"><f>A1</f></c></row>`,
  )
  .join('');
export const GOOD = {
  sheets: [
    {
      name: '名单',
      rows: `<row r="1"><c r="A1" t="str"><v>姓名</v></c><c r="B1" t="s"><v>3</v></c></row>${PEOPLE}`,
    },
    { name: '二', rows: '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>' },
  ],
  strings: ['11010519491231002X', '440524188001010014', '<r><t>a</t></r><rPh><t>b</t></rPh>', '身份证号']
    .map((text) => `<si>${text.startsWith('<') ? text : `<t>${text}</t>`}</si>`)
    .join(''),
  styles:
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>',
};

/** The parts of a good workbook, by name. */
export async function goodParts(): Promise<Map<string, Buffer>> {
  const parts = new Map<string, Buffer>();
  const zip = await yauzl.fromBufferPromise(await handMade(GOOD));
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.set(entry.fileName, Buffer.concat(chunks));
  }
  return parts;
}

/** The workbook with one part changed, packed again. */
export async function withPartChanged(
  parts: ReadonlyMap<string, Buffer>,
  part: number,
  all: readonly Change[],
): Promise<Buffer> {
  const names = [...parts.keys()];
  const name = names[Math.floor(part * names.length)] ?? '';
  return zipped(
    Object.fromEntries([...parts].map(([one, bytes]) => [one, one === name ? changed(bytes, all) : bytes])),
  );
}
