// The page on which batches and nights are compared.

import { compare, labels, nightsOf, type Comparison } from '../client/compare.js';
import type { ProblemBody } from '../client/interface-client.js';
import type { Pages } from '../pages.js';
import type { Visit } from '../visit.js';
import { ComparePage, type CompareAsked } from './compare-page.js';

export function comparePages(pages: Pages): void {
  pages.get('/compare', async (visit) => {
    const asked = askedOf(visit);
    const known = await labels(visit.api);
    const label = asked.label ?? known[0];
    const [comparison, nights] = await Promise.all([
      comparisonOf(visit, asked),
      label === undefined ? undefined : nightsOf(visit.api, label, asked.after),
    ]);
    return (
      <ComparePage
        visit={visit}
        asked={{ ...asked, label }}
        labels={known}
        comparison={comparison}
        nights={nights}
      />
    );
  });
}

async function comparisonOf(
  { api }: Visit,
  { batch, with: other }: CompareAsked,
): Promise<Comparison | ProblemBody | undefined> {
  return batch === undefined || other === undefined ? undefined : compare(api, batch, other);
}

function askedOf({ context: { req } }: Visit): CompareAsked {
  const given = (name: string): string | undefined => {
    const text = req.query(name)?.trim();
    return text === '' ? undefined : text;
  };
  // Batches without a label have an empty one, which is asked for by its name.
  return { batch: given('batch'), with: given('with'), label: req.query('label'), after: given('after') };
}
