// Reconciles one day for a schedule: with the provider's counts, or with its bill where it gives no counts. It never waits
// itself: what is known so far goes back to the caller, and comes again with the next question.

import { providerOf } from '../provider/index.js';
import {
  billFromJson,
  billToJson,
  figuresFromJson,
  figuresToJson,
  reconcileStatus,
} from '../reconcile/index.js';
import type { ReconciledDay, SettleRequest } from '../schedule/ports.js';
import type { App } from './app.js';
import { reconcileBill } from './reconcile-bill.js';
import { reconcileDays } from './reconcile.js';

/** @throws UserError where credentials or price are wrong, or the figures can't be had */
export async function reconcileNight(app: App, asked: SettleRequest): Promise<ReconciledDay> {
  const byBill = providerOf(app.config.provider).fetchCounts === undefined;
  const { report, path } = byBill ? await withBill(app, asked) : await withCounts(app, asked);
  const { verdict, settling } = report;
  return { verdict, asked: settling.asked, exit: reconcileStatus(report), report: path, byBill };
}

function withCounts(app: App, { before, onWait, ...rest }: SettleRequest) {
  return reconcileDays(app, requestOf(rest), {
    settling: {
      before: before?.figures && { asked: before.asked, figures: figuresFromJson(before.figures) },
      onWait: ({ asked, figures }) => onWait({ asked, figures: figuresToJson(figures) }),
    },
  });
}

function withBill(app: App, { before, onWait, ...rest }: SettleRequest) {
  return reconcileBill(app, requestOf(rest), {
    settling: {
      before: before?.bill && { asked: before.asked, figures: billFromJson(before.bill) },
      onWait: ({ asked, figures }) => onWait({ asked, bill: billToJson(figures) }),
    },
  });
}

function requestOf({ day, settleMs, everyMs }: Omit<SettleRequest, 'before' | 'onWait'>) {
  return { from: day, to: day, settleMs, settleEveryMs: everyMs };
}
