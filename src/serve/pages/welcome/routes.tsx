// The first page after setting up, and the trying of the credentials.

import { listAccounts } from '../client/accounts.js';
import { approvalLimit } from '../client/lists.js';
import { getService, tryService, type Tried } from '../client/service.js';
import type { Answered, Pages } from '../pages.js';
import type { Visit } from '../visit.js';
import { WelcomePage } from './welcome-page.js';

export function welcomePages(pages: Pages): void {
  pages.get('/welcome', (visit) => welcomePage(visit));
  // It changes nothing, so that a reload may try again.
  pages.post('/welcome', async (visit) => welcomePage(visit, await tryService(visit.api)));
}

async function welcomePage(visit: Visit, tried?: Tried): Promise<Answered> {
  const { api } = visit;
  const [service, limit, accounts] = await Promise.all([
    getService(api),
    approvalLimit(api),
    listAccounts(api),
  ]);
  return <WelcomePage visit={visit} service={service} limit={limit} accounts={accounts} tried={tried} />;
}
