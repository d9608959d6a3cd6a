// Who sees which page: for each the operation that the page is about. Tests hold navigation and answers to it, role by role.

import { expect } from 'vitest';
import { mayDo, type OperationId } from '../../src/access/permissions.js';
import { ROLES, type Role } from '../../src/access/caller.js';
import type { ServedPages } from './served-pages.js';

/** @param pages what is looked at, by path */
export async function expectRights(
  served: ServedPages,
  pages: Readonly<Record<string, OperationId>>,
): Promise<void> {
  for (const role of ROLES) {
    const page = await served.window(role);
    await page.goto('/batches');
    const named = await page
      .locator('#navigation a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const answers = new Map<string, number>();
    for (const path of Object.keys(pages)) {
      const answer = await page.request.get(path, { headers: { accept: 'text/html' }, maxRedirects: 0 });
      answers.set(path, answer.status());
    }
    expect({ role, named: Object.keys(pages).filter((path) => named.includes(path)) }).toEqual({
      role,
      named: Object.keys(pages).filter((path) => may(role, pages[path]) && isEntry(path)),
    });
    expect([role, ...answers]).toEqual([
      role,
      ...Object.entries(pages).map(([path, operation]) => [path, may(role, operation) ? 200 : 403]),
    ]);
  }
}

function may(role: Role, operation: OperationId | undefined): boolean {
  return operation !== undefined && mayDo(role, operation);
}

/** Pages below others have no entry of their own. */
function isEntry(path: string): boolean {
  return path.split('/').length === 2 && path !== '/receipts';
}
