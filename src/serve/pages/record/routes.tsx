// The pages of the record of who did what, of retention and of receipts, and what is done there.

import { orAgain, queryIn } from '../asked.js';
import {
  deleteRule,
  listAudit,
  listReceipts,
  listRules,
  putRule,
  runRetention,
  verifyAudit,
} from '../client/record.js';
import { SentForm } from '../form.js';
import { guardedPage } from '../guarded.js';
import { seeOther, type Answered, type Pages } from '../pages.js';
import { doneIn } from '../parts/notice.js';
import { Question } from '../parts/question.js';
import type { Visit } from '../visit.js';
import { AuditPage, VerifiedPage } from './audit-page.js';
import { DuePage, TriedPage } from './due-page.js';
import { ReceiptsPage } from './receipts-page.js';
import { labelIn, RetentionPage, type RetentionPageProps } from './retention-page.js';

export function auditPages(pages: Pages): void {
  pages.get('/audit', async (visit) => {
    const given = (name: string): string | undefined => queryIn(visit, name);
    const asked = { who: given('who'), act: given('act'), batch: given('batch'), after: given('after') };
    return <AuditPage visit={visit} asked={asked} page={await listAudit(visit.api, asked)} />;
  });

  pages.post('/audit/verify', async (visit) => {
    const form = await SentForm.of(visit.context);
    const has = form.optional('has');
    const found = await verifyAudit(visit.api, has);
    return <VerifiedPage visit={visit} found={found} isSought={has !== undefined} />;
  });
}

export function retentionPages(pages: Pages): void {
  pages.get('/retention', (visit) => retentionPage(visit));

  pages.post('/retention', async (visit) => {
    const form = await SentForm.of(visit.context);
    const record = form.isChecked('record');
    const rule = {
      label: form.text('label'),
      statuses: form.all('statuses'),
      days: form.number('days'),
      record,
    };
    return orAgain(
      visit,
      async () => {
        const tried = await putRule(visit.api, rule);
        return record ? (
          seeOther(visit, '/retention?done=set')
        ) : (
          <TriedPage visit={visit} rule={rule} tried={tried} />
        );
      },
      (problem) =>
        retentionPage(visit, { problem, typed: form.typed('label', 'days'), ticked: form.all('statuses') }),
    );
  });

  pages.post('/retention/due', async (visit) => (
    <DuePage visit={visit} run={await runRetention(visit.api, false)} />
  ));

  pages.post('/retention/run', async (visit) => {
    const { erased } = await runRetention(visit.api, true);
    return seeOther(visit, `/receipts?done=${erased ? 'erased' : 'nothing'}`);
  });

  guardedPage(pages, '/retention/remove', 'deleteRetention', (visit) => {
    const { retentionPage: words } = visit.words;
    const [label, status] = [visit.context.req.query('label') ?? '', queryIn(visit, 'status')];
    return (
      <Question
        visit={visit}
        title={words.removeTitle({ label: labelIn(label, visit.words) })}
        here="/retention"
        action="/retention/remove"
        yes={words.remove}
        back="/retention"
        isDangerous
      >
        <p>{words.removeMeans}</p>
        <input type="hidden" name="label" value={label} />
        {status === undefined ? null : <input type="hidden" name="status" value={status} />}
      </Question>
    );
  });

  pages.post('/retention/remove', async (visit) => {
    const form = await SentForm.of(visit.context);
    await deleteRule(visit.api, form.text('label'), form.optional('status'));
    return seeOther(visit, '/retention?done=removed');
  });

  pages.get('/receipts', async (visit) => {
    const after = queryIn(visit, 'after');
    const { erased, nothingErased } = visit.words.retentionPage;
    const done = doneIn(queryIn(visit, 'done'), { erased, nothing: nothingErased });
    return (
      <ReceiptsPage visit={visit} receipts={await listReceipts(visit.api, after)} after={after} done={done} />
    );
  });
}

async function retentionPage(visit: Visit, again: Partial<RetentionPageProps> = {}): Promise<Answered> {
  const { isSet, removed } = visit.words.retentionPage;
  const done = doneIn(queryIn(visit, 'done'), { set: isSet, removed });
  return <RetentionPage visit={visit} rules={await listRules(visit.api)} done={done} {...again} />;
}
