// The pages of budgets and prices, and what is set there.

import { orAgain, paramOf, queryIn } from '../asked.js';
import {
  addPackage,
  deleteBudget,
  listBudgets,
  listPrices,
  putBudget,
  putPrice,
  removePrice,
} from '../client/money.js';
import { SentForm } from '../form.js';
import { guardedPage } from '../guarded.js';
import { monthIn } from '../months/month-names.js';
import { seeOther, type Answered, type Pages } from '../pages.js';
import { doneIn } from '../parts/notice.js';
import { Question } from '../parts/question.js';
import type { Visit } from '../visit.js';
import { BudgetsPage, type BudgetsPageProps } from './budgets-page.js';
import { PricesPage, type PricesPageProps } from './prices-page.js';

export function budgetsPages(pages: Pages): void {
  pages.get('/budgets', (visit) => budgetsPage(visit));

  pages.post('/budgets', async (visit) => {
    const form = await SentForm.of(visit.context);
    const typed = form.typed('label', 'month', 'calls', 'amount');
    const { label = '', month = '' } = typed;
    const budget = { label, month, calls: form.number('calls'), amount: form.optional('amount') };
    return orAgain(
      visit,
      async () => {
        await putBudget(visit.api, budget);
        return seeOther(visit, `/budgets?done=set`);
      },
      (problem) => budgetsPage(visit, { problem, typed }),
    );
  });

  guardedPage(pages, '/budgets/remove', 'deleteBudget', (visit) => {
    const { budgetsPage: words } = visit.words;
    const [label, month] = [visit.context.req.query('label') ?? '', queryIn(visit, 'month') ?? ''];
    return (
      <Question
        visit={visit}
        title={words.removeTitle({ label: label === '' ? words.noLabel : label, month })}
        here="/budgets"
        action="/budgets/remove"
        yes={words.remove}
        back="/budgets"
        isDangerous
      >
        <p>{words.removeMeans}</p>
        <input type="hidden" name="label" value={label} />
        <input type="hidden" name="month" value={month} />
      </Question>
    );
  });

  pages.post('/budgets/remove', async (visit) => {
    const form = await SentForm.of(visit.context);
    await deleteBudget(visit.api, form.text('label'), form.text('month'));
    return seeOther(visit, '/budgets');
  });
}

async function budgetsPage(visit: Visit, again: Partial<BudgetsPageProps> = {}): Promise<Answered> {
  const month = monthIn(queryIn(visit, 'month'));
  const budgets = await listBudgets(visit.api, month);
  const done = doneIn(queryIn(visit, 'done'), { set: visit.words.budgetsPage.done });
  return <BudgetsPage visit={visit} budgets={budgets} month={month} done={done} {...again} />;
}

export function pricesPages(pages: Pages): void {
  pages.get('/prices', (visit) => pricesPage(visit));

  pages.post('/prices', async (visit) => {
    const form = await SentForm.of(visit.context);
    const typed = form.typed('price', 'from', 'code');
    const price = { price: form.text('price'), from: form.text('from'), code: form.optional('code') };
    return orAgain(
      visit,
      async () => {
        const unpriced = await putPrice(visit.api, price);
        const more = unpriced.length === 0 ? '' : `&unpriced=${encodeURIComponent(unpriced.join(', '))}`;
        return seeOther(visit, `/prices?done=set${more}`);
      },
      (problem) => pricesPage(visit, { problem, typed }),
    );
  });

  pages.post('/prices/packages', async (visit) => {
    const form = await SentForm.of(visit.context);
    const fields = [
      'key',
      'package-calls',
      'package-amount',
      'package-price',
      'package-from',
      'package-until',
    ];
    const entry = {
      calls: form.number('package-calls'),
      amount: form.optional('package-amount'),
      price: form.optional('package-price'),
      from: form.text('package-from'),
      until: form.optional('package-until'),
    };
    return orAgain(
      visit,
      async () => {
        await addPackage(visit.api, entry, form.text('key'));
        return seeOther(visit, '/prices?done=package');
      },
      (problem) => pricesPage(visit, { problem, typed: form.typed(...fields) }),
    );
  });

  guardedPage(pages, '/prices/:number/remove', 'deletePrice', (visit) => {
    const { pricesPage: words } = visit.words;
    const number = paramOf(visit, 'number');
    return (
      <Question
        visit={visit}
        title={words.removeTitle({ number: Number(number) })}
        here="/prices"
        action={`/prices/${encodeURIComponent(number)}/remove`}
        yes={words.remove}
        back="/prices"
        isDangerous
      >
        <p>{words.removeMeans}</p>
      </Question>
    );
  });

  pages.post('/prices/:number/remove', async (visit) => {
    await removePrice(visit.api, paramOf(visit, 'number'));
    return seeOther(visit, '/prices?done=removed');
  });
}

const CODES = /^[\w., -]{1,200}$/;

async function pricesPage(visit: Visit, again: Partial<PricesPageProps> = {}): Promise<Answered> {
  const { isSet, packageAdded, removed } = visit.words.pricesPage;
  const done = doneIn(queryIn(visit, 'done'), { set: isSet, package: packageAdded, removed });
  const codes = queryIn(visit, 'unpriced');
  const unpriced = codes !== undefined && CODES.test(codes) ? codes : undefined;
  return (
    <PricesPage visit={visit} book={await listPrices(visit.api)} done={done} unpriced={unpriced} {...again} />
  );
}
