// Who may do what: roles against the ids of operations, one table. It knows no request and no label; an operation that is in
// no row is refused to everybody.

import type { Role } from './caller.js';

/** Asked for before anybody is known: signing in, and the document that says how. */
const ANYBODY = 'anybody';

type Allowed = typeof ANYBODY | readonly Role[];

const ALL = ['operator', 'viewer', 'approver', 'accountant', 'admin'] as const;
const WITH_ROWS = ['operator', 'admin'] as const;
const WITH_MONEY = ['accountant', 'admin'] as const;
/** Who has a hand in batches, or answers for them; a viewer only looks on. */
const DECIDING = ['operator', 'approver', 'accountant', 'admin'] as const;
const APPROVING = ['approver', 'admin'] as const;
const ADMIN = ['admin'] as const;

/** In the order of the contract. */
export const PERMISSIONS = {
  openapi: ANYBODY,
  signIn: ANYBODY,
  readLink: ANYBODY,
  redeemLink: ANYBODY,
  signInOptions: ANYBODY,
  oidcStart: ANYBODY,
  oidcFinish: ANYBODY,
  session: ALL,
  signOut: ALL,
  changePassword: ALL,

  createList: WITH_ROWS,
  uploadList: WITH_ROWS,
  listLists: WITH_ROWS,
  listUploads: WITH_ROWS,
  deleteList: WITH_ROWS,
  checkList: WITH_ROWS,
  listColumns: WITH_ROWS,

  createBatch: WITH_ROWS,
  createCorrections: WITH_ROWS,
  quoteBatch: WITH_ROWS,
  listBatches: ALL,
  getBatch: ALL,
  getBatchTimeline: ALL,
  compareBatches: ALL,
  getBatchHistory: DECIDING,
  startBatch: WITH_ROWS,
  sampleBatch: WITH_ROWS,
  pauseBatch: WITH_ROWS,
  resumeBatch: WITH_ROWS,
  cancelBatch: WITH_ROWS,
  approveBatch: APPROVING,
  rejectBatch: APPROVING,
  getApproval: ALL,
  setApproval: ADMIN,
  listRows: WITH_ROWS,
  listRowReasons: WITH_ROWS,
  revealRows: WITH_ROWS,
  listBatchFiles: ALL,
  getBatchFile: ALL,
  getBatchFileWithRows: WITH_ROWS,

  listLabelNights: ALL,
  listLabels: ALL,

  getService: ALL,
  tryService: ADMIN,
  events: ALL,
  listAccounts: ALL,
  liftHalt: ADMIN,

  listSchedules: ALL,
  listNights: ALL,
  runSchedule: WITH_ROWS,
  listReconciliations: WITH_MONEY,
  createReconciliation: WITH_MONEY,
  getReconciliationFile: WITH_MONEY,

  listWebhooks: ADMIN,
  createWebhook: ADMIN,
  deleteWebhook: ADMIN,
  rotateWebhook: ADMIN,
  enableWebhook: ADMIN,
  testWebhook: ADMIN,
  listDeliveries: ADMIN,
  replayDelivery: ADMIN,
  listUsers: ADMIN,
  createUser: ADMIN,
  linkUser: ADMIN,
  deleteUser: ADMIN,
  listKeys: ADMIN,
  createKey: ADMIN,
  deleteKey: ADMIN,
  listAudit: ADMIN,
  verifyAudit: ADMIN,

  listMonths: WITH_MONEY,
  getMonth: WITH_MONEY,
  putMonth: WITH_MONEY,
  getMonthFile: WITH_MONEY,
  putBill: WITH_MONEY,
  deleteBill: WITH_MONEY,
  listBudgets: WITH_MONEY,
  putBudget: WITH_MONEY,
  deleteBudget: WITH_MONEY,
  listPrices: WITH_MONEY,
  putPrice: WITH_MONEY,
  deletePrice: WITH_MONEY,
  createPackage: WITH_MONEY,
  getRetention: ADMIN,
  putRetention: ADMIN,
  deleteRetention: ADMIN,
  runRetention: ADMIN,
  listReceipts: ADMIN,
  findPerson: ADMIN,
  exportPerson: ADMIN,
  erasePerson: ADMIN,
} as const satisfies Readonly<Record<string, Allowed>>;

export type OperationId = keyof typeof PERMISSIONS;

/** @param operation of any name: one that is in no row is nobody's */
export function mayDo(role: Role | undefined, operation: string): boolean {
  if (!Object.hasOwn(PERMISSIONS, operation)) return false;
  const allowed: Allowed = PERMISSIONS[operation as OperationId];
  return allowed === ANYBODY || (role !== undefined && allowed.includes(role));
}

/** Whether nobody has to be known for it. */
export function isAnybodys(operation: string): boolean {
  return Object.hasOwn(PERMISSIONS, operation) && PERMISSIONS[operation as OperationId] === ANYBODY;
}
