// Builds dist before the first test, because some tests start processes, which run from dist or from the bundle made of
// it.

import { ensureBuild } from '../tools/setup/build.mjs';
import { say, SetupError } from '../tools/setup/tool.mjs';
import { bundlePrograms } from './support/bundle.js';

export async function setup(): Promise<void> {
  try {
    ensureBuild();
  } catch (error) {
    // `npm test` stops before this. A person who runs one test while types are wrong elsewhere may go on.
    if (!(error instanceof SetupError)) throw error;
    say(`${error.message}\nTests that start processes run the last whole build.`);
  }
  await bundlePrograms();
}
