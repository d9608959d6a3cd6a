// Finds out whether the credentials are accepted by asking for the provider's counts, which is free. It makes no call
// that is billed.

import { chinaDay } from '../../domain/china-time.js';
import { CountsError } from '../counts-error.js';
import type { PingResult, ServiceSettings } from '../port.js';
import { fetchStat } from './stat-client.js';

export async function ping(settings: ServiceSettings): Promise<PingResult> {
  const today = chinaDay(settings.now());
  try {
    await fetchStat({ ...settings, dates: 'body' }, { from: today, to: today });
  } catch (error) {
    if (!(error instanceof CountsError)) throw error;
    return judge(error, settings.statUrl);
  }
  return { result: 'ok', message: `${settings.statUrl} takes the credentials.` };
}

function judge({ failure, message }: CountsError, statUrl: string): PingResult {
  if (failure === 'refused') return { result: 'refused', message };
  // The service complains of the dates only after it has accepted the signature.
  if (failure === 'dates') {
    return { result: 'ok', message: `${statUrl} takes the credentials, but not today's date in China.` };
  }
  return { result: 'unreachable', message };
}
