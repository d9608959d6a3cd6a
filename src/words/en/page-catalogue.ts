// The English texts of the pages that `serve` has, a subject each: the part of the catalogue that only they need.

import { approvalsPage, keysPage, roleWords, usersPage } from './access-pages.js';
import { batchesPage } from './batches-page.js';
import { comparePage } from './compare-page.js';
import { budgetsPage, pricesPage } from './money-pages.js';
import { monthsPage } from './months-page.js';
import { newListPage } from './new-list-page.js';
import { pages } from './pages.js';
import { reconciliationPage } from './reconciliation-page.js';
import { auditPage, personPage, receiptsPage, retentionPage } from './record-pages.js';
import { schedulesPage } from './schedules-page.js';
import { signInPage } from './sign-in-page.js';
import { webhooksPage } from './webhooks-page.js';
import { welcomePage } from './welcome-page.js';

export interface PageCatalogue {
  readonly approvalsPage: typeof approvalsPage;
  readonly auditPage: typeof auditPage;
  readonly batchesPage: typeof batchesPage;
  readonly budgetsPage: typeof budgetsPage;
  readonly comparePage: typeof comparePage;
  readonly keysPage: typeof keysPage;
  readonly monthsPage: typeof monthsPage;
  readonly newListPage: typeof newListPage;
  readonly pages: typeof pages;
  readonly personPage: typeof personPage;
  readonly pricesPage: typeof pricesPage;
  readonly receiptsPage: typeof receiptsPage;
  readonly reconciliationPage: typeof reconciliationPage;
  readonly retentionPage: typeof retentionPage;
  readonly roleWords: typeof roleWords;
  readonly schedulesPage: typeof schedulesPage;
  readonly signInPage: typeof signInPage;
  readonly usersPage: typeof usersPage;
  readonly webhooksPage: typeof webhooksPage;
  readonly welcomePage: typeof welcomePage;
}

export const pageTexts: PageCatalogue = {
  approvalsPage,
  auditPage,
  batchesPage,
  budgetsPage,
  comparePage,
  keysPage,
  monthsPage,
  newListPage,
  pages,
  personPage,
  pricesPage,
  receiptsPage,
  reconciliationPage,
  retentionPage,
  roleWords,
  schedulesPage,
  signInPage,
  usersPage,
  webhooksPage,
  welcomePage,
};
