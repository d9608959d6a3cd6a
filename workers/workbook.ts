// Reads one workbook for another process, which gives it the job, hears of it while it lives, and ends it where it
// does not get on. It ends when the other one does.

import {
  answerJob,
  limitPassed,
  type WorkbookAnswer,
  type WorkbookJob,
} from '../src/ingest/xlsx/workbook-job.js';

const SIGN_OF_LIFE_MS = 1_000;

function answer(what: WorkbookAnswer): void {
  process.send?.(what, () => process.exit());
}

process.once('disconnect', () => process.exit());
process.once('message', (job: WorkbookJob) => {
  setInterval(() => {
    const passed = limitPassed(job);
    if (passed === undefined) process.send?.('alive', () => undefined);
    else answer(passed);
  }, SIGN_OF_LIFE_MS);
  void answerJob(job).then(answer);
});
