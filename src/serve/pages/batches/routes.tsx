// The page of all batches, the parts of it that are asked for anew, and the lifting of a halt.

import { batchColumns, liveRow } from './batch-row.js';
import { liftHalt, listAccounts } from '../client/accounts.js';
import { getBatch, listBatches, type BatchesAsked } from '../client/batches.js';
import { Layout } from '../layout.js';
import { seeOther, type Pages } from '../pages.js';
import { Confirmation } from '../parts/confirmation.js';
import { DataRow } from '../parts/data-table.js';
import type { Visit } from '../visit.js';
import { AccountStrips } from './account-strips.js';
import { BatchesPage, BatchesTable } from './batches-page.js';

export function batchesPages(pages: Pages): void {
  pages.get('/', (visit) => seeOther(visit, '/batches'));

  pages.get('/batches', async (visit) => {
    const asked = askedOf(visit);
    const [page, accounts] = await Promise.all([listBatches(visit.api, asked), listAccounts(visit.api)]);
    return <BatchesPage visit={visit} asked={asked} page={page} accounts={accounts} />;
  });

  pages.part('/parts/batches', async (visit) => {
    const asked = askedOf(visit);
    return <BatchesTable visit={visit} asked={asked} page={await listBatches(visit.api, asked)} />;
  });

  pages.part('/parts/accounts', async (visit) => (
    <AccountStrips visit={visit} accounts={await listAccounts(visit.api)} />
  ));

  pages.part('/parts/batches/:batch', async (visit) => {
    const batch = await getBatch(visit.api, visit.context.req.param('batch') ?? '');
    return <DataRow row={batch} columns={batchColumns(visit.words)} attributes={liveRow(batch)} />;
  });

  pages.get('/accounts/:account/lift-halt', (visit) => {
    const { batchesPage, pages: shared } = visit.words;
    return (
      <Layout visit={visit} title={batchesPage.lift} here="/batches">
        <Confirmation
          title={batchesPage.lift}
          action={`/accounts/${visit.context.req.param('account') ?? ''}/lift-halt`}
          yes={batchesPage.lift}
          no={shared.back}
          back="/batches"
        >
          <p>{batchesPage.liftMeans}</p>
        </Confirmation>
      </Layout>
    );
  });

  pages.post('/accounts/:account/lift-halt', async (visit) => {
    await liftHalt(visit.api, visit.context.req.param('account') ?? '');
    return seeOther(visit, '/batches');
  });
}

function askedOf({ context: { req } }: Visit): BatchesAsked {
  const given = (name: string): string | undefined => {
    const text = req.query(name)?.trim();
    return text === '' ? undefined : text;
  };
  return {
    q: given('q'),
    label: given('label'),
    state: given('state'),
    by: given('by'),
    after: given('after'),
  };
}
