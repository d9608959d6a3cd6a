// Around a whole run of the tests of crashes: the table starts empty and is shown at the end.

import { forgetMeasured, tableOfMeasured } from './measured.js';

export function setup(): void {
  forgetMeasured();
}

export function teardown(): void {
  process.stdout.write(`\n${tableOfMeasured()}\n`);
}
