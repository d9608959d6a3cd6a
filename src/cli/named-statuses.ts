// Reads statuses as a person names them in an option: one by one, or with commas between them, as files of either language do.

import { InvalidArgumentError } from 'commander';
import { statusNamed, type WrittenStatus } from '../domain/status.js';
import type { Words } from '../words/words.js';
import { nearestOf } from './nearest.js';

/** @param known those that it takes */
export function statusesIn<Known extends WrittenStatus>(
  known: readonly Known[],
  { exporting }: Words,
): (text: string, before?: readonly Known[]) => Known[] {
  return (text, before = []) => {
    const named = text.split(/[,，]/).map((word) => {
      const written = statusNamed(word.trim());
      const found = known.find((status) => status === written || status === word.trim());
      if (found !== undefined) return found;
      const near = nearestOf(word, known);
      const statuses = known.join(', ');
      throw new InvalidArgumentError(
        near === undefined ? exporting.notAStatus({ statuses }) : exporting.nearest({ near, statuses }),
      );
    });
    return [...before, ...named];
  };
}
