// A table that grows in place loses nobody, not even those who were moved past its end to its beginning.

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { SlotTable } from '../../../../src/ingest/people/slot-table.js';

const word = fc.integer({ min: 0, max: 0x7fff_ffff });

it('finds everybody at every length', () => {
  fc.assert(
    fc.property(word, word, fc.integer({ min: 1, max: 12 }), (mixer, seed, namesEach) => {
      const table = new SlotTable(mixer);
      const personAt = (row: number) => Uint32Array.of(seed, Math.floor(row / namesEach), 1, row, row);
      let { byteLength } = table;
      for (let row = 1; row <= 6_000; row++) {
        table.claim(personAt(row));
        if (table.byteLength === byteLength) continue;
        byteLength = table.byteLength;
        const rows = Array.from({ length: row }, (_, index) => index + 1);
        expect(rows.filter((known) => table.find(personAt(known)) !== known)).toEqual([]);
      }
      expect(table.find(personAt(6_001))).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});
