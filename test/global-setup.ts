// Before the first test: dist is the image of the sources, because some tests start processes, which run from there.

import { ensureBuild } from '../tools/setup/build.mjs';
import { say, SetupError } from '../tools/setup/tool.mjs';

export async function setup(): Promise<void> {
  try {
    await ensureBuild();
  } catch (error) {
    // `npm test` stops before this. A person who runs one test while types are wrong elsewhere may go on.
    if (!(error instanceof SetupError)) throw error;
    say(`${error.message}\nTests that start processes run the last whole build.`);
  }
}
