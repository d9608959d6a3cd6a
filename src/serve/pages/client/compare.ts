// Two batches beside each other, and a label's nights. It knows paths of the interface, no page.

import type { Page } from '../../paging.js';
import { Refused, type InterfaceClient, type ProblemBody } from './interface-client.js';

export interface ComparedBatch {
  readonly batch: string;
  readonly label: string;
  readonly created_at: string;
  readonly rows: number;
  readonly calls: number;
  readonly by_status: Readonly<Record<string, number>>;
  readonly match_rate: number | null;
  readonly cost?: { readonly amount?: string; readonly currency?: string } | null;
}

export interface Comparison {
  readonly batch: ComparedBatch;
  readonly with: ComparedBatch;
  readonly changes: {
    readonly changed: number;
    readonly new: number;
    readonly gone: number;
    readonly edges: readonly { readonly from: string; readonly to: string; readonly rows: number }[];
  } | null;
}

/** A problem where the two can't be compared. */
export async function compare(
  api: InterfaceClient,
  batch: string,
  other: string,
): Promise<Comparison | ProblemBody> {
  return api
    .get<Comparison>(`/batches/${encodeURIComponent(batch)}/compare`, { with: other })
    .catch((error: unknown) => {
      if (error instanceof Refused && error.problem.status !== 401) return error.problem;
      throw error;
    });
}

export interface Night extends ComparedBatch {
  readonly started_at: string;
  readonly previous: string | null;
  readonly changed: number | null;
}

export function nightsOf(
  api: InterfaceClient,
  label: string,
  after: string | undefined,
): Promise<Page<Night>> {
  return api.get(`/nights?label=${encodeURIComponent(label)}`.concat(afterOf(after)));
}

function afterOf(after: string | undefined): string {
  return after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
}

export async function labels(api: InterfaceClient): Promise<readonly string[]> {
  const { data } = await api.get<Page<{ readonly label: string }>>('/labels', { limit: 200 });
  return data.map(({ label }) => label);
}
