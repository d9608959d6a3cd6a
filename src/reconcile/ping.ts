// Whether the credentials are taken, found out from `/verifyc/stat`, which costs nothing. It makes no call that
// counts.

import { chinaDay } from '../domain/china-time.js';
import { fetchStat, type StatSettings } from './stat-client.js';
import { StatError } from './stat-error.js';

export interface PingResult {
  readonly result: 'ok' | 'refused' | 'unreachable';
  /** In words, with what to do about it. */
  readonly message: string;
}

export async function pingStat(settings: StatSettings): Promise<PingResult> {
  const today = chinaDay(settings.now());
  try {
    await fetchStat(settings, { from: today, to: today });
  } catch (error) {
    if (!(error instanceof StatError)) throw error;
    return judge(error, settings.statUrl);
  }
  return { result: 'ok', message: `${settings.statUrl} takes the credentials.` };
}

function judge({ failure, message }: StatError, statUrl: string): PingResult {
  if (failure === 'refused') return { result: 'refused', message };
  // It looked at the dates, so it has taken the signature.
  if (failure === 'dates') {
    return { result: 'ok', message: `${statUrl} takes the credentials, but not today's date in China.` };
  }
  return { result: 'unreachable', message };
}
