// Which pages there are in the navigation, and whose they are. A page that a visitor may not see is not named to him.

import type { OperationId } from '../../access/permissions.js';
import type { Words } from '../../words/words.js';

interface NavigationItem {
  readonly path: string;
  /** Its entry of the catalogue. */
  readonly name: keyof Words['pages']['navigation'];
  /** Who may ask this sees the page. */
  readonly needs: OperationId;
}

export interface NavigationGroup {
  readonly name: keyof Words['pages']['navigationGroups'];
  readonly items: readonly NavigationItem[];
}

export const NAVIGATION: readonly NavigationGroup[] = [
  {
    name: 'work',
    items: [
      { path: '/batches', name: 'batches', needs: 'listBatches' },
      { path: '/lists/new', name: 'newList', needs: 'createList' },
      { path: '/compare', name: 'compare', needs: 'getBatch' },
      { path: '/schedules', name: 'schedules', needs: 'listSchedules' },
      { path: '/approvals', name: 'approvals', needs: 'approveBatch' },
    ],
  },
  {
    name: 'money',
    items: [
      { path: '/reconciliation', name: 'reconciliation', needs: 'listReconciliations' },
      { path: '/months', name: 'months', needs: 'listMonths' },
      { path: '/budgets', name: 'budgets', needs: 'listBudgets' },
      { path: '/prices', name: 'prices', needs: 'listPrices' },
    ],
  },
  {
    name: 'administration',
    items: [
      { path: '/users', name: 'users', needs: 'listUsers' },
      { path: '/keys', name: 'keys', needs: 'listKeys' },
      { path: '/webhooks', name: 'webhooks', needs: 'listWebhooks' },
      { path: '/audit', name: 'audit', needs: 'listAudit' },
      { path: '/retention', name: 'retention', needs: 'getRetention' },
      { path: '/person', name: 'person', needs: 'findPerson' },
    ],
  },
];
