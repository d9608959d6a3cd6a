// Checks a schedule's name that is given as an argument. It knows no schedule.

import { InvalidArgumentError } from 'commander';
import { SCHEDULE_NAME } from '../domain/schedule-name.js';
import type { Words } from '../words/words.js';

export function scheduleName({ listOptions }: Words): (text: string) => string {
  return (text) => {
    if (SCHEDULE_NAME.test(text)) return text;
    throw new InvalidArgumentError(listOptions.mustBe.scheduleName);
  };
}
