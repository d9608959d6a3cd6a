// Reads the time zone of `--tz`: a name that the system knows; for another the error suggests the one that may be
// meant. It knows no schedule.

import { InvalidArgumentError } from 'commander';
import { nearestOf } from './nearest.js';

const CHINA = 'Asia/Shanghai';
/** Texts that people write for China's zone. Some systems know CST, and take it for Chicago's. */
const MEANS_CHINA =
  /^(cst|bjt|prc|china( standard)?( time)?|(asia\/)?(beijing|peking)( time)?|shanghai|(gmt|utc)?\s*\+0?8(:?00)?|北京(时间)?|上海|中国(标准时间)?|东八区)$/i;

/** @throws InvalidArgumentError that suggests the zone that may be meant */
export function zoneName(text: string): string {
  const known = knownZone(text);
  const china = MEANS_CHINA.test(text.trim());
  if (known !== undefined && (!china || known === CHINA)) return known;
  const near = china ? CHINA : nearestOf(text, Intl.supportedValuesOf('timeZone'));
  throw new InvalidArgumentError(
    `It must be a time zone such as ${CHINA}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
  );
}

function knownZone(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
