// Checks a schedule's name that is given as an argument. It knows no schedule.

import { InvalidArgumentError } from 'commander';
import { SCHEDULE_NAME } from '../domain/schedule-name.js';

export function scheduleName(text: string): string {
  if (SCHEDULE_NAME.test(text)) return text;
  throw new InvalidArgumentError('It must be letters, digits, "-" and "_", at most 40, a letter first.');
}
