// Reads the time zone of `--tz`: a name that the system knows; for another the error suggests the one that may be
// meant. It knows no schedule.

import { InvalidArgumentError } from 'commander';
import { nearestOf } from './nearest.js';
import type { Words } from '../words/words.js';

const CHINA = 'Asia/Shanghai';
/** Texts that people write for China's zone. Some systems know CST, and take it for Chicago's. */
const MEANS_CHINA =
  /^(cst|bjt|prc|china( standard)?( time)?|(asia\/)?(beijing|peking)( time)?|shanghai|(gmt|utc)?\s*\+0?8(:?00)?|北京(时间)?|上海|中国(标准时间)?|东八区)$/i;

/** What it reads it may refuse with an InvalidArgumentError that suggests the zone that may be meant. */
export function zoneName({ listOptions: { mustBe } }: Words): (text: string) => string {
  return (text) => {
    const known = knownZone(text);
    const china = MEANS_CHINA.test(text.trim());
    if (known !== undefined && (!china || known === CHINA)) return known;
    const near = china ? CHINA : nearestOf(text, Intl.supportedValuesOf('timeZone'));
    const example = CHINA;
    throw new InvalidArgumentError(
      near === undefined ? mustBe.zone({ example }) : mustBe.zoneNear({ example, near }),
    );
  };
}

function knownZone(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
