// Before the first test: dist is the image of the sources, because some tests start processes, which run from there or
// from the bundle that is made of it.

import { ensureBuild } from '../tools/setup/build.mjs';
import { say, SetupError } from '../tools/setup/tool.mjs';
import { bundlePrograms } from './support/bundle.js';

export async function setup(): Promise<void> {
  try {
    ensureBuild();
  } catch (error) {
    // `npm test` does not come this far. Whoever runs one test while types are wrong elsewhere may.
    if (!(error instanceof SetupError)) throw error;
    say(`${error.message}\nTests that start processes run the last whole build.`);
  }
  await bundlePrograms();
}
