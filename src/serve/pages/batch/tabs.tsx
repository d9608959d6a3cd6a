// The pages of one batch. It knows forms alone.

import type { Element } from '../parts/element.js';
import { may, type Visit } from '../visit.js';

interface BatchTabsProps {
  readonly visit: Visit;
  readonly batch: string;
  readonly here: 'overview' | 'rows' | 'correct' | 'compare';
}

export function BatchTabs({ visit, batch, here }: BatchTabsProps): Element {
  const { tabs, title } = visit.words.batchPage;
  const all = [
    { name: 'overview', address: `/batches/${batch}`, isHis: true },
    { name: 'rows', address: `/batches/${batch}/rows`, isHis: may(visit, 'listRows') },
    { name: 'correct', address: `/batches/${batch}/correct`, isHis: may(visit, 'createCorrections') },
    { name: 'compare', address: `/compare?batch=${batch}`, isHis: true },
  ] as const;
  return (
    <nav class="tabs no-paper" aria-label={title}>
      {all
        .filter(({ isHis }) => isHis)
        .map(({ name, address }) => (
          <a href={address} {...(name === here ? { 'aria-current': 'page' } : {})}>
            {tabs[name]}
          </a>
        ))}
    </nav>
  );
}
