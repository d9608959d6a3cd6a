// The Chinese texts of the pages that `serve` has.

import type { PageCatalogue } from '../en/page-catalogue.js';
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
