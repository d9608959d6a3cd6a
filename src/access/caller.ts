// Who asks for something, and what he may see. It knows no request, no key, no session: how a caller is recognised is told
// in authenticator.ts, what he may do in permissions.ts.

export const ROLES = ['operator', 'viewer', 'approver', 'accountant', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface Caller {
  /** Of the user, for a key that a user made too; else of the key itself, or `terminal:` and who the system says it is. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Whose batches he sees. An accountant and an admin have all. */
  readonly labels: 'all' | readonly string[];
  readonly by: 'key' | 'session' | 'terminal';
  /** Which key or session it was: what is limited in rate, and what the audit names. */
  readonly credential: string;
}

/** Whether the caller sees what belongs to this label; what has none is seen by those alone who see all. */
export function seesLabel({ labels }: Pick<Caller, 'labels'>, label: string | undefined): boolean {
  return labels === 'all' || (label !== undefined && labels.includes(label));
}

/** What reports and receipts call him: a key may have no name. */
export function nameOrId({ name, id }: Pick<Caller, 'name' | 'id'>): string {
  return name === '' ? id : name;
}
