// A problem as people read it: what is the matter, and what to do, in the visitor's language. It knows forms alone.

import { onPage } from '../../../words/catalogue.js';
import type { Words } from '../../../words/words.js';
import type { ProblemBody } from '../client/interface-client.js';
import type { Element } from './element.js';

interface ProblemBoxProps {
  readonly problem: ProblemBody;
  readonly words: Words;
  /** Whether its title is the page's own. */
  readonly isWholePage?: boolean;
}

export function ProblemBox({ problem, words, isWholePage = false }: ProblemBoxProps): Element {
  const title = titleOf(problem, words);
  const { detail, errors = [] } = problem;
  return (
    <section class="problem" role="alert">
      {isWholePage ? <h1>{title}</h1> : <strong>{title}</strong>}
      {detail === undefined ? null : <p>{onPage(detail, words, words)}</p>}
      {errors.length === 0 ? null : (
        <ul>
          {errors.map(({ at, detail: what }) => (
            <li>{words.pages.wrongField({ field: at, what })}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

const URN = 'urn:rollcall:problem:';

/** What a use case refuses has a code for programs, and its words in the detail. */
export function titleOf({ type }: ProblemBody, { problems, pages }: Words): string {
  const titles: Readonly<Record<string, string>> = problems.titles;
  return titles[type.slice(URN.length)] ?? pages.notDone;
}
