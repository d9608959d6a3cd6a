// A page that asks once more before something is done. It knows forms alone.

import type { ProblemBody } from '../client/interface-client.js';
import { Layout } from '../layout.js';
import type { Guest } from '../visit.js';
import { Confirmation } from './confirmation.js';
import type { Child, Element } from './element.js';
import { ProblemBox } from './problem-box.js';

interface QuestionProps {
  readonly visit: Guest;
  readonly title: string;
  /** The navigation's entry. */
  readonly here: string;
  readonly action: string;
  readonly yes: string;
  readonly back: string;
  readonly isDangerous?: boolean;
  /** Why it was refused before. */
  readonly problem?: ProblemBody | undefined;
  readonly children?: Child;
}

export function Question(props: QuestionProps): Element {
  const { visit, title, here, action, yes, back, isDangerous = false, problem, children } = props;
  return (
    <Layout visit={visit} title={title} here={here}>
      {problem === undefined ? null : <ProblemBox problem={problem} words={visit.words} />}
      <Confirmation
        title={title}
        action={action}
        yes={yes}
        no={visit.words.pages.back}
        back={back}
        isDangerous={isDangerous}
      >
        {children}
      </Confirmation>
    </Layout>
  );
}
