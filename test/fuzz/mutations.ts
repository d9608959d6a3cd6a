// Damages a list as may happen between its export and its check: bytes are lost, cut, repeated, pasted from elsewhere.
// It knows bytes of whole lines.

import * as fc from 'fast-check';

/** `at` is a share of the list's length. */
export type Mutation =
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'lost'; readonly at: number; readonly bytes: number }
  | { readonly kind: 'put in'; readonly at: number; readonly what: Buffer }
  | { readonly kind: 'at a cell’s edge'; readonly at: number; readonly what: Buffer }
  | { readonly kind: 'line again'; readonly at: number; readonly times: number }
  | { readonly kind: 'lines swapped'; readonly at: number }
  | { readonly kind: 'line ends'; readonly at: number; readonly lineEnd: string };

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const bytes = fc.oneof(
  fc
    .constantFrom(
      '"',
      '""',
      "'",
      '\\',
      '\\"',
      ',',
      ';',
      '\t',
      '|',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\0',
      '\u001A',
      '\uFEFF',
    )
    .map((text) => Buffer.from(text)),
  fc
    .constantFrom([0x81], [0x81, 0x30], [0xff], [0xe5, 0xbc], [0xed, 0xa0, 0x80], [0xa4])
    .map((all) => Buffer.from(all)),
  fc.constantFrom('合计,2', '姓名,身份证号', '="1"', '陈"', '"小"张').map((text) => Buffer.from(text)),
);

export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('cut' as const), at: share }),
    fc.record({ kind: fc.constant('lost' as const), at: share, bytes: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant('put in' as const), at: share, what: bytes }),
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('at a cell’s edge' as const), at: share, what: bytes }),
    },
    fc.record({
      kind: fc.constant('line again' as const),
      at: share,
      times: fc.integer({ min: 1, max: 400 }),
    }),
    fc.record({ kind: fc.constant('lines swapped' as const), at: share }),
    fc.record({
      kind: fc.constant('line ends' as const),
      at: share,
      lineEnd: fc.constantFrom('\r', '\n', '\r\n', '\n\n', ''),
    }),
  ),
  { maxLength: 4 },
);

const LF = 0x0a;

export function mutated(list: Buffer, all: readonly Mutation[], delimiter: string): Buffer {
  return all.reduce<Buffer>((now, mutation) => once(now, mutation, delimiter), list);
}

function once(now: Buffer, mutation: Mutation, delimiter: string): Buffer {
  const at = Math.floor(mutation.at * now.length);
  const [start, end] = lineAt(now, at);
  switch (mutation.kind) {
    case 'cut':
      return now.subarray(0, at);
    case 'lost':
      return Buffer.concat([now.subarray(0, at), now.subarray(at + mutation.bytes)]);
    case 'put in':
      return Buffer.concat([now.subarray(0, at), mutation.what, now.subarray(at)]);
    case 'at a cell’s edge': {
      const found = now.indexOf(delimiter, at);
      const edge = (found < 0 ? at : found) + (mutation.what.length % 2);
      return Buffer.concat([now.subarray(0, edge), mutation.what, now.subarray(edge)]);
    }
    case 'line again':
      return Buffer.concat([
        now.subarray(0, end),
        ...Array<Buffer>(mutation.times).fill(now.subarray(start, end)),
        now.subarray(end),
      ]);
    case 'lines swapped': {
      const [, next] = lineAt(now, end);
      return Buffer.concat([
        now.subarray(0, start),
        now.subarray(end, next),
        now.subarray(start, end),
        now.subarray(next),
      ]);
    }
    case 'line ends':
      return end === start || now[end - 1] !== LF
        ? now
        : Buffer.concat([now.subarray(0, end - 1), Buffer.from(mutation.lineEnd), now.subarray(end)]);
  }
}

/** A line from its first byte to behind its line end. */
function lineAt(list: Buffer, at: number): [start: number, end: number] {
  const before = at === 0 ? -1 : list.lastIndexOf(LF, at - 1);
  const behind = list.indexOf(LF, at);
  return [before + 1, behind < 0 ? list.length : behind + 1];
}
