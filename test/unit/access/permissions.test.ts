// Who may what: the whole table, cell by cell, and what is in no row.

import { describe, expect, it } from 'vitest';
import { ROLES, seesLabel } from '../../../src/access/caller.js';
import { isAnybodys, mayDo, PERMISSIONS } from '../../../src/access/permissions.js';

/** A letter for each role that may: o, v, a(pprover), c (accountant), A (admin); `*`: anybody. */
const EXPECTED: Readonly<Record<string, string>> = {
  openapi: '*',
  signIn: '*',
  readLink: '*',
  redeemLink: '*',
  signInOptions: '*',
  oidcStart: '*',
  oidcFinish: '*',
  session: 'ovacA',
  signOut: 'ovacA',
  changePassword: 'ovacA',
  createList: 'oA',
  uploadList: 'oA',
  listLists: 'oA',
  listUploads: 'oA',
  deleteList: 'oA',
  checkList: 'oA',
  listColumns: 'oA',
  createBatch: 'oA',
  createCorrections: 'oA',
  quoteBatch: 'oA',
  listBatches: 'ovacA',
  getBatch: 'ovacA',
  getBatchTimeline: 'ovacA',
  compareBatches: 'ovacA',
  getBatchHistory: 'oacA',
  startBatch: 'oA',
  sampleBatch: 'oA',
  pauseBatch: 'oA',
  resumeBatch: 'oA',
  cancelBatch: 'oA',
  approveBatch: 'aA',
  rejectBatch: 'aA',
  getApproval: 'ovacA',
  setApproval: 'A',
  listRows: 'oA',
  listRowReasons: 'oA',
  revealRows: 'oA',
  listBatchFiles: 'ovacA',
  getBatchFile: 'ovacA',
  getBatchFileWithRows: 'oA',
  listLabelNights: 'ovacA',
  listLabels: 'ovacA',
  events: 'ovacA',
  listAccounts: 'ovacA',
  getService: 'ovacA',
  tryService: 'A',
  liftHalt: 'A',
  listSchedules: 'ovacA',
  listNights: 'ovacA',
  runSchedule: 'oA',
  listReconciliations: 'cA',
  createReconciliation: 'cA',
  getReconciliationFile: 'cA',
  listWebhooks: 'A',
  createWebhook: 'A',
  deleteWebhook: 'A',
  rotateWebhook: 'A',
  enableWebhook: 'A',
  testWebhook: 'A',
  listDeliveries: 'A',
  replayDelivery: 'A',
  listUsers: 'A',
  createUser: 'A',
  linkUser: 'A',
  deleteUser: 'A',
  listKeys: 'A',
  createKey: 'A',
  deleteKey: 'A',
  listAudit: 'A',
  verifyAudit: 'A',
  listMonths: 'cA',
  getMonth: 'cA',
  putMonth: 'cA',
  getMonthFile: 'cA',
  putBill: 'cA',
  deleteBill: 'cA',
  listBudgets: 'cA',
  putBudget: 'cA',
  deleteBudget: 'cA',
  listPrices: 'cA',
  putPrice: 'cA',
  deletePrice: 'cA',
  createPackage: 'cA',
  getRetention: 'A',
  putRetention: 'A',
  deleteRetention: 'A',
  runRetention: 'A',
  listReceipts: 'A',
  findPerson: 'A',
  exportPerson: 'A',
  erasePerson: 'A',
};
const LETTERS = { operator: 'o', viewer: 'v', approver: 'a', accountant: 'c', admin: 'A' } as const;

describe('the table of permissions', () => {
  it('has the rows that are expected, and no other', () => {
    expect(Object.keys(PERMISSIONS).toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
  });

  it('lets each role do what is expected, in every cell', () => {
    for (const [operation, letters] of Object.entries(EXPECTED)) {
      for (const role of ROLES) {
        const expected = letters === '*' || letters.includes(LETTERS[role]);
        expect([operation, role, mayDo(role, operation)]).toEqual([operation, role, expected]);
      }
      expect([operation, mayDo(undefined, operation)]).toEqual([operation, letters === '*']);
      expect([operation, isAnybodys(operation)]).toEqual([operation, letters === '*']);
    }
  });

  it('refuses what is in no row to everybody, whatever it is called', () => {
    for (const operation of ['', 'eraseEverything', 'toString', '__proto__', 'constructor', 'GETBATCH']) {
      for (const role of ROLES) expect(mayDo(role, operation)).toBe(false);
      expect(mayDo(undefined, operation)).toBe(false);
      expect(isAnybodys(operation)).toBe(false);
    }
  });
});

describe('a label', () => {
  it('is seen by who has it, or all', () => {
    expect(seesLabel({ labels: 'all' }, 'north')).toBe(true);
    expect(seesLabel({ labels: 'all' }, undefined)).toBe(true);
    expect(seesLabel({ labels: ['north'] }, 'north')).toBe(true);
    expect(seesLabel({ labels: ['north'] }, 'south')).toBe(false);
    expect(seesLabel({ labels: ['north'] }, undefined)).toBe(false);
    expect(seesLabel({ labels: [] }, '')).toBe(false);
  });
});
