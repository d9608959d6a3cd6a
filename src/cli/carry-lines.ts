// What is known of a list's people from earlier calls, in sentences, and how to go on from there.

import { costOf } from '../app/check-report.js';
import type { CarryQuote } from '../batch/carry/quote.js';
import { formatDuration } from '../domain/duration.js';
import { grouped } from './grouped.js';
import { visible } from './text-columns.js';
import type { Words } from '../words/words.js';

interface Known {
  readonly quote: CarryQuote | undefined;
  readonly unfinished: string | undefined;
  readonly price: string | undefined;
  readonly currency: string;
}

const BATCHES_SHOWN = 2;

/** Nothing where nothing is known. */
export function carryLines({ quote, unfinished, price, currency }: Known, words: Words): string[] {
  const { carrying } = words;
  const lines: string[] = [];
  if (unfinished !== undefined) lines.push(carrying.unfinished({ batch: unfinished }));
  if (quote === undefined) return lines;
  if (quote.known > 0) {
    const saves = savesWords(quote, words);
    const cost = costOf(savedBy(quote), price);
    lines.push(
      `${cost === undefined ? saves : carrying.savesCost({ saves, cost, currency })}${carrying.stop}`,
    );
    if (!quote.isWhole) lines.push(carrying.ofPart);
  }
  if (quote.missing > 0) lines.push(carrying.missing({ count: quote.missing }));
  return lines;
}

/** Where nobody is known by the label, all are told, with the option that takes them. */
function savedBy({ ofLabel, known }: CarryQuote): number {
  return ofLabel > 0 ? ofLabel : known;
}

function savesWords(quote: CarryQuote, { carrying }: Words): string {
  const { people, withinMs, ofLabel, label } = quote;
  const isOfLabel = ofLabel > 0;
  const shown = quote.batches.filter((batch) => !isOfLabel || batch.label === label);
  const names = shown.slice(0, BATCHES_SHOWN).map(({ batch, label: its }) => {
    if (its === '') return carrying.batch({ batch });
    return carrying.batchOfLabel({ batch, label: visible(its) });
  });
  const batches = names.join(carrying.between);
  const more = shown.length - names.length;
  const age = formatDuration(withinMs);
  return carrying.saves({
    known: grouped(savedBy(quote)),
    people: grouped(people),
    within: /^\d+d$/.test(age) ? carrying.days({ count: Number.parseInt(age, 10) }) : age,
    batches: more === 0 ? batches : carrying.andMore({ batches, more }),
    option: isOfLabel ? `--carry ${age}` : `--carry ${age} --carry-label any`,
  });
}
