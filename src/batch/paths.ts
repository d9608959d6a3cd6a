// Where a batch's files are. `work` is Rollcall's own; the rest is the user's.

import { join } from 'node:path';
import { approvalLimitPath } from './approval-limit.js';

export interface BatchPaths {
  /** `<data>/batches/<id>`: the batch's own directory, whatever `--out` says. */
  readonly directory: string;
  /** From how many calls on batches of this data directory need an approval. */
  readonly approvalLimit: string;
  readonly work: string;
  readonly record: string;
  /** The copy of the list. */
  readonly list: string;
  readonly segments: string;
  /** What the earlier batch says of its people, and what that file needs to be read. */
  readonly earlier: string;
  readonly earlierIndex: string;
  /** The same of people whose outcomes are taken over from whichever batch called them last. */
  readonly carried: string;
  readonly carriedIndex: string;
  /** For each row of a batch that corrects another, the row that it stands for. */
  readonly places: string;
  /** The ended batch's calls, summed. */
  readonly ledger: string;
}

export interface OutputPaths {
  readonly outcomes: string;
  readonly attempts: string;
  readonly summary: string;
  /** batch.html: the summary as a page for people. */
  readonly page: string;
  /** gaps.csv: rows that may have been called while Redis or the disk lost data. */
  readonly gaps: string;
  /** corrected.csv, which is written when a batch that corrects this one ends. */
  readonly corrected: string;
  /** changes.csv, which is written with `--previous`. */
  readonly changes: string;
  /** outcomes.xlsx, which is written with `--xlsx`. */
  readonly workbook: string;
  /** Outcomes of a sample, while the other rows wait. */
  readonly sample: string;
  readonly sampleWorkbook: string;
}

export function batchesDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'batches');
}

/** By itself for who looks at ten thousand batches. */
export function workDirectory(dataDirectory: string, batch: string): string {
  return join(dataDirectory, 'batches', batch, 'work');
}

export function batchPaths(dataDirectory: string, batch: string): BatchPaths {
  const directory = join(batchesDirectory(dataDirectory), batch);
  const work = workDirectory(dataDirectory, batch);
  return {
    directory,
    approvalLimit: approvalLimitPath(dataDirectory),
    work,
    record: join(work, 'batch.json'),
    list: join(work, 'list'),
    segments: join(work, 'segments'),
    earlier: join(work, 'earlier'),
    earlierIndex: join(work, 'earlier.json'),
    carried: join(work, 'carried'),
    carriedIndex: join(work, 'carried.json'),
    places: join(work, 'places'),
    ledger: join(work, 'ledger.json'),
  };
}

/** By itself, as `workDirectory`. */
export function summaryPath(outDirectory: string): string {
  return join(outDirectory, 'summary.json');
}

export function outputPaths(directory: string): OutputPaths {
  return {
    outcomes: join(directory, 'outcomes.csv'),
    attempts: join(directory, 'attempts.csv'),
    summary: summaryPath(directory),
    page: join(directory, 'batch.html'),
    gaps: join(directory, 'gaps.csv'),
    corrected: join(directory, 'corrected.csv'),
    changes: join(directory, 'changes.csv'),
    workbook: join(directory, 'outcomes.xlsx'),
    sample: join(directory, 'outcomes.sample.csv'),
    sampleWorkbook: join(directory, 'outcomes.sample.xlsx'),
  };
}
