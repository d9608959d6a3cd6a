// People in all batches. Numbers and names go into bodies alone, never into an address. It knows paths of the interface, no page.

import type { erasedShown, foundShown } from '../../../app/person-shown.js';
import type { InterfaceClient } from './interface-client.js';

export type FoundRow = ReturnType<typeof foundShown>;
export type Erased = ReturnType<typeof erasedShown>;

export interface Sought {
  readonly number: string;
  /** Undefined: whoever has the number. */
  readonly name?: string | undefined;
}

export async function findPerson(api: InterfaceClient, person: Sought): Promise<readonly FoundRow[]> {
  const { data } = await api.post<{ readonly data: readonly FoundRow[] }>('/persons/find', {
    people: [person],
  });
  return data;
}

export async function exportPerson(api: InterfaceClient, person: Sought): Promise<readonly object[]> {
  const { data } = await api.post<{ readonly data: readonly object[] }>('/persons/export', {
    people: [person],
  });
  return data;
}

/** @param erase false: it is only told what would be erased */
export function erasePerson(api: InterfaceClient, person: Sought, erase: boolean): Promise<Erased> {
  return api.post('/persons/erase', { people: [person], erase });
}
