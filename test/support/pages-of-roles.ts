// Who sees which page: for each the operation that the page is about. Tests hold navigation and answers to it, role by role.

import { mayDo, type OperationId } from '../../src/access/permissions.js';
import { ROLES } from '../../src/access/caller.js';
import type { ServedPages } from './served-pages.js';

/**
 * What each role finds in the navigation and gets, where that is not what the table of rights says.
 *
 * @param pages what is looked at, by path
 */
export async function wrongRights(
  served: ServedPages,
  pages: Readonly<Record<string, OperationId>>,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const role of ROLES) {
    const page = await served.window(role);
    await page.goto('/batches');
    const links = await page.locator('#navigation a').all();
    const named = await Promise.all(links.map((link) => link.getAttribute('href')));
    for (const [path, operation] of Object.entries(pages)) {
      const may = mayDo(role, operation);
      const answer = await page.request.get(path, { headers: { accept: 'text/html' }, maxRedirects: 0 });
      if (answer.status() !== (may ? 200 : 403)) wrong.push(`${role} gets ${answer.status()} at ${path}`);
      if (named.includes(path) !== (may && isEntry(path))) wrong.push(`${role} is or is not led to ${path}`);
    }
  }
  return wrong;
}

/** Pages below others have no entry of their own. */
function isEntry(path: string): boolean {
  return path.split('/').length === 2 && path !== '/receipts';
}
