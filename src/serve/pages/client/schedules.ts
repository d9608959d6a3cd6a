// Schedules and their nights. It knows paths of the interface, no page.

import type { ShownNight } from '../../routes/nights.js';
import type { ShownSchedule } from '../../routes/schedules.js';
import type { InterfaceClient } from './interface-client.js';

export type { ShownNight, ShownSchedule };

export interface Schedules {
  readonly data: readonly ShownSchedule[];
  readonly has_workers: boolean;
}

export function listSchedules(api: InterfaceClient): Promise<Schedules> {
  return api.get('/schedules');
}

export async function listNights(
  api: InterfaceClient,
  name: string,
  limit: number,
): Promise<readonly ShownNight[]> {
  const { data } = await api.get<{ readonly data: readonly ShownNight[] }>(pathOf(name, 'nights'), { limit });
  return data;
}

export async function runSchedule(api: InterfaceClient, name: string): Promise<void> {
  await api.post(pathOf(name, 'run'));
}

function pathOf(name: string, what: string): string {
  return `/schedules/${encodeURIComponent(name)}/${what}`;
}
