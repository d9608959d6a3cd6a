// Finds out whether the credentials are accepted by asking for the provider's counts, which is free. It makes no call
// that is billed.

import { chinaDay } from '../../domain/china-time.js';
import { CountsError } from '../counts-error.js';
import { pingResult, type PingResult, type ServiceSettings } from '../port.js';
import { fetchStat } from './stat-client.js';

export async function ping(settings: ServiceSettings): Promise<PingResult> {
  const today = chinaDay(settings.now());
  try {
    await fetchStat({ ...settings, dates: 'body' }, { from: today, to: today });
  } catch (error) {
    if (!(error instanceof CountsError)) throw error;
    return judge(error, settings.statUrl);
  }
  const url = settings.statUrl;
  return pingResult('ok', ({ service }) => service.takesCredentials({ url }));
}

function judge({ failure, say }: CountsError, url: string): PingResult {
  if (failure === 'credentials') return pingResult('refused', say);
  // The service complains of the dates only after it has accepted the signature.
  if (failure === 'dates') return pingResult('ok', ({ service }) => service.takesCredentialsNotDay({ url }));
  return pingResult('unreachable', say);
}
