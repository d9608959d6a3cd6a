// A page that asks the interface nothing before something is typed: who may not is refused as the interface would. It knows no page.

import type { OperationId } from '../../access/permissions.js';
import { Refused } from './client/interface-client.js';
import type { Answered, Pages } from './pages.js';
import { may, type Visit } from './visit.js';

export function guardedPage(
  pages: Pages,
  path: string,
  operation: OperationId,
  page: (visit: Visit) => Answered | Promise<Answered>,
): void {
  pages.get(path, (visit) => {
    if (may(visit, operation)) return page(visit);
    const { titles } = visit.words.problems;
    throw new Refused({ type: 'urn:rollcall:problem:forbidden', title: titles.forbidden, status: 403 });
  });
}
