// What the watch has found in the hours of a batch, as its status and its page tell it. It judges nothing.

import { readWatch } from './watch-file.js';
import type { BatchRecord, StateRecord } from '../record.js';
import { chinaIso } from '../../domain/china-time.js';
import { anomalyInWords, type Anomaly } from '../../domain/watch.js';
import { scopeOf } from '../../journal/keys.js';
import type { Words } from '../../words/words.js';

const HOUR_MS = 3_600_000;

export interface AnomalyShown extends Pick<Anomaly, 'measure' | 'rows' | 'share' | 'cause'> {
  readonly hour: string;
  readonly usual: { readonly least: number; readonly most: number } | null;
}

type Recorded = Pick<BatchRecord, 'label' | 'createdAt'>;

/** Undefined where there is none. A watch that can't be read is no reason to tell nothing of a batch. */
export async function anomaliesOf(
  record: Recorded & Pick<BatchRecord, 'account'>,
  state: StateRecord,
  dataDir: string,
): Promise<readonly AnomalyShown[] | undefined> {
  const seen = await readWatch(dataDir, scopeOf(record.account)).catch(() => undefined);
  const own = anomaliesAmong(seen?.anomalies ?? [], record, state);
  return own.length === 0 ? undefined : own;
}

/** Those of the batch's label and hours. */
export function anomaliesAmong(
  anomalies: readonly Anomaly[],
  { label, createdAt }: Recorded,
  { finishedAt = Infinity }: StateRecord,
): AnomalyShown[] {
  const isOwn = ({ label: its, hour }: Anomaly): boolean =>
    its === label && (hour + 1) * HOUR_MS > createdAt && hour * HOUR_MS <= finishedAt;
  return anomalies.filter(isOwn).map(shown);
}

function shown({ measure, rows, share, cause, hour, usual }: Anomaly): AnomalyShown {
  const band = usual === undefined ? null : { least: usual.least, most: usual.most };
  return { hour: chinaIso(hour * HOUR_MS), measure, rows, share, usual: band, cause };
}

/** In one line, with the hour. */
export function unusualInWords(anomaly: AnomalyShown, words: Words): string {
  const { hour, cause, usual } = anomaly;
  const what = anomalyInWords({ ...anomaly, usual: usual ?? undefined }, words);
  const { anomalies } = words;
  return anomalies.inHour({
    hour: hour.slice(0, 16).replace('T', ' '),
    what,
    cause: anomalies.causes[cause],
  });
}
