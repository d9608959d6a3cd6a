// Reads one workbook for its parent process, which sends the job, listens for signs of life, and kills this process
// where none come. Ends when the parent does.

import {
  answerJob,
  limitPassed,
  type WorkbookAnswer,
  type WorkbookJob,
} from '../src/ingest/xlsx/workbook-job.js';
import { nameSources } from '../src/source-stacks.js';

const SIGN_OF_LIFE_MS = 1_000;

function answer(what: WorkbookAnswer): void {
  process.send?.(what, () => process.exit());
}

nameSources();
process.once('disconnect', () => process.exit());
process.once('message', (job: WorkbookJob) => {
  setInterval(() => {
    const passed = limitPassed(job);
    if (passed === undefined) process.send?.('alive', () => undefined);
    else answer(passed);
  }, SIGN_OF_LIFE_MS);
  void answerJob(job).then(answer);
});
