// A page that asks once more before something is done. It knows forms alone.

import { Layout } from '../layout.js';
import type { Guest } from '../visit.js';
import { Confirmation } from './confirmation.js';
import type { Child, Element } from './element.js';

interface QuestionProps {
  readonly visit: Guest;
  readonly title: string;
  /** The navigation's entry. */
  readonly here: string;
  readonly action: string;
  readonly yes: string;
  readonly back: string;
  readonly isDangerous?: boolean;
  readonly children?: Child;
}

export function Question(props: QuestionProps): Element {
  const { visit, title, here, action, yes, back, isDangerous = false, children } = props;
  return (
    <Layout visit={visit} title={title} here={here}>
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
