// The page of approvals, and what is decided and set there.

import { paramOf, queryIn } from '../asked.js';
import { decide, getApproval, setApproval } from '../client/access.js';
import { getBatch, listBatches } from '../client/batches.js';
import { Refused, type ProblemBody } from '../client/interface-client.js';
import { SentForm } from '../form.js';
import { guardedPage } from '../guarded.js';
import { seeOther, type Answered, type Pages } from '../pages.js';
import { count } from '../parts/figures.js';
import { doneIn } from '../parts/notice.js';
import { SeenCalls } from '../parts/seen-calls.js';
import { Question } from '../parts/question.js';
import type { Visit } from '../visit.js';
import { ApprovalsPage } from './approvals-page.js';

const MOST = 200;

export function approvalsPages(pages: Pages): void {
  guardedPage(pages, '/approvals', 'approveBatch', async (visit) => {
    const { approved, rejected } = visit.words.approvalsPage;
    const [{ data }, approval] = await Promise.all([
      listBatches(visit.api, { state: 'awaiting_approval', limit: MOST }),
      getApproval(visit.api),
    ]);
    const done = doneIn(queryIn(visit, 'done'), { approve: approved, reject: rejected });
    return <ApprovalsPage visit={visit} batches={data} approval={approval} done={done} />;
  });

  pages.post('/approvals', async (visit) => {
    const form = await SentForm.of(visit.context);
    const calls = form.number('calls') ?? null;
    // What is no number must not switch it off, as JSON would have it.
    await setApproval(visit.api, Number.isNaN(calls) ? -1 : calls);
    return seeOther(visit, '/approvals');
  });

  for (const decision of ['approve', 'reject'] as const) {
    guardedPage(pages, `/approvals/:batch/${decision}`, 'approveBatch', (visit) =>
      decisionPage(visit, decision),
    );

    pages.post(`/approvals/:batch/${decision}`, async (visit) => {
      const form = await SentForm.of(visit.context);
      const seen = decision === 'approve' ? { calls: form.number('calls') } : undefined;
      try {
        await decide(visit.api, paramOf(visit, 'batch'), decision, seen);
      } catch (error) {
        // The page of the problem would not say by how many calls the batch has changed.
        if (!(error instanceof Refused) || error.problem.status !== 409) throw error;
        visit.context.status(409);
        return decisionPage(visit, decision, error.problem);
      }
      return seeOther(visit, `/approvals?done=${decision}`);
    });
  }
}

async function decisionPage(
  visit: Visit,
  decision: 'approve' | 'reject',
  problem?: ProblemBody,
): Promise<Answered> {
  const { approvalsPage } = visit.words;
  const { batch, approval } = await getBatch(visit.api, paramOf(visit, 'batch'));
  const isApproval = decision === 'approve';
  const calls = count(approval?.calls ?? 0);
  return (
    <Question
      visit={visit}
      title={isApproval ? approvalsPage.approveTitle({ batch }) : approvalsPage.rejectTitle({ batch })}
      here="/approvals"
      action={`/approvals/${batch}/${decision}`}
      yes={approvalsPage[decision]}
      back="/approvals"
      isDangerous={!isApproval}
      problem={problem}
    >
      {isApproval ? <SeenCalls approval={approval} /> : null}
      <p>{isApproval ? approvalsPage.approveMeans({ calls }) : approvalsPage.rejectMeans}</p>
    </Question>
  );
}
