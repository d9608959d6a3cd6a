// Around a whole run of the tests of crashes: the table starts empty, and is shown and kept at the end.

import { forgetMeasured, keepTable, tableOfMeasured } from './measured.js';

export function setup(): void {
  forgetMeasured();
}

export function teardown(): void {
  const place = keepTable();
  if (place !== undefined)
    process.stdout.write(
      `\n${tableOfMeasured()}\n\nThe table of docs/crash-tests.md, of the tests that ran: ${place}\n`,
    );
}
