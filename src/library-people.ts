// The part of the library that is about people: where they stand, what is kept about them and how long, and how they are erased.

import type { App } from './app/app.js';
import type { ErasureRequest, ErasureResult } from './app/erase-person.js';
import type { IndexStatus, RebuiltIndex } from './app/index-people.js';
import type { KeptAboutPerson } from './app/person.js';
import type { KeptReceipt, Receipt, Receipts } from './batch/erasure/receipts.js';
import type { FoundRow } from './batch/people/found-row.js';
import type { WrittenPerson } from './batch/people/written-person.js';
import type { RetentionDue } from './app/retention-due.js';
import type { RetentionRequest, RetentionRun, RetentionRunRequest, RetentionSet } from './app/retention.js';
import type { RetentionRule, RuleKey } from './batch/retention/rules.js';

export type {
  ErasureRequest,
  ErasureResult,
  FoundRow,
  IndexStatus,
  KeptAboutPerson,
  KeptReceipt,
  Receipt,
  Receipts,
  RebuiltIndex,
  RetentionDue,
  RetentionRequest,
  RetentionRule,
  RetentionRun,
  RetentionRunRequest,
  RetentionSet,
  RuleKey,
  WrittenPerson,
};

export class PeopleOfRollcall {
  protected readonly app: App;

  /** @internal */
  constructor(app: App) {
    this.app = app;
  }

  /** Where people stand in all batches whose files are kept. */
  async findPerson(people: readonly WrittenPerson[]): Promise<readonly FoundRow[]> {
    const { findPerson } = await import('./app/person.js');
    return findPerson(this.app, people);
  }

  /** Everything that is kept about people. */
  async exportPerson(people: readonly WrittenPerson[]): Promise<readonly KeptAboutPerson[]> {
    const { exportPerson } = await import('./app/person.js');
    return exportPerson(this.app, people);
  }

  /** Erases people from all files that are kept, or tells what it would erase. */
  async erasePerson(request: ErasureRequest): Promise<ErasureResult> {
    const { erasePerson } = await import('./app/erase-person.js');
    return erasePerson(this.app, request);
  }

  /** What was erased, when and by whom. */
  async erasureReceipts(): Promise<Receipts> {
    const { erasureReceipts } = await import('./app/erasure-receipts.js');
    return erasureReceipts(this.app);
  }

  /** Sets how long outcomes are kept, or tells what that would erase now. */
  async setRetention(request: RetentionRequest): Promise<RetentionSet> {
    const { setRetention } = await import('./app/retention.js');
    return setRetention(this.app, request);
  }

  async retentionRules(): Promise<readonly RetentionRule[]> {
    const { retentionRules } = await import('./app/retention.js');
    return retentionRules(this.app);
  }

  async removeRetention(key: RuleKey): Promise<readonly RetentionRule[]> {
    const { removeRetention } = await import('./app/retention.js');
    return removeRetention(this.app, key);
  }

  /** Carries the rules of retention out now, or tells what that would erase. */
  async runRetention(request: RetentionRunRequest): Promise<RetentionRun> {
    const { runRetention } = await import('./app/retention.js');
    return runRetention(this.app, request);
  }

  /** What the index of people has, and which ended batches it lacks. */
  async indexStatus(): Promise<IndexStatus> {
    const { indexStatus } = await import('./app/index-people.js');
    return indexStatus(this.app);
  }

  /** @param onBatch told of each batch before its turn, and of how many come after it */
  async rebuildIndex(
    onBatch: (batch: string, left: number) => void = () => undefined,
  ): Promise<RebuiltIndex> {
    const { rebuildIndex } = await import('./app/index-people.js');
    return rebuildIndex(this.app, onBatch);
  }
}
