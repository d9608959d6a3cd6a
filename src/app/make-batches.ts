// Makes batches from lists: all of them, or none.

import { createBatch } from '../batch/create.js';
import type { ListRequest } from '../batch/list-request.js';
import type { BatchRecord } from '../batch/record.js';
import { discardBatch } from '../batch/retention/unmade.js';
import type { App } from './app.js';
import { batchRequestOf, carryWanted, type ListFile } from './batch-request.js';
import { budgetLeft } from './budget-left.js';
import type { BatchAccess } from './open-access.js';
import { completeIndex } from './complete-index.js';
import { surveyBriefly } from './brief.js';
import { priceNow } from './tariff.js';

export interface MadeBatch {
  readonly record: BatchRecord;
  /** Whether the batch existed before, and goes on. */
  readonly existed: boolean;
}

/**
 * @param access asked for where a budget has to be looked at; undefined: Redis can't be used, which is told later
 * @throws UserError where a list can't become a batch; nothing is left of the others then
 */
export async function makeBatches(
  app: App,
  lists: readonly ListFile[],
  request: ListRequest,
  access: () => Promise<BatchAccess | undefined>,
): Promise<MadeBatch[]> {
  const { config, tell } = app;
  const made: MadeBatch[] = [];
  const carries = carryWanted(request.carry, config) !== undefined;
  if (carries) await completeIndex(app);
  const prices = await priceNow(config);
  let callsBefore = 0;
  try {
    for (const list of lists) {
      const batchRequest = batchRequestOf(list, request, config);
      const { record, existed, doubts } = await createBatch(batchRequest, config.dataDir, Date.now());
      made.push({ record, existed });
      if (existed && list.batch === undefined) tell({ kind: 'sampled-before', batch: record.batch });
      if (existed) continue;
      const asksPrevious = request.previous !== undefined;
      const brief = await surveyBriefly(record, { ...config, ...prices }, { asksPrevious, carries, doubts });
      // Lists of one run share what is left.
      callsBefore += brief.survey.calls;
      const { label } = record;
      const asked = { label, calls: callsBefore, isWhole: brief.survey.share >= 1 };
      tell({
        kind: 'surveyed',
        brief: { ...brief, budget: await budgetLeft(config, asked, await access()) },
      });
    }
    return made;
  } catch (error) {
    for (const { record, existed } of made) if (!existed) await discardBatch(config.dataDir, record.batch);
    throw error;
  }
}
