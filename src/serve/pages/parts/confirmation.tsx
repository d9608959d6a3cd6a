// A question before something that can't be taken back, or costs money. It is a page of its own; with scripts its link opens it as a
// dialog over the page (scripts/dialogs.ts). It knows forms alone.

import type { Child, Element } from './element.js';

interface ConfirmationProps {
  readonly title: string;
  /** Where it is said yes to. */
  readonly action: string;
  readonly yes: string;
  readonly no: string;
  /** Where one goes who says no. */
  readonly back: string;
  readonly isDangerous?: boolean;
  /** What it means, and further fields. */
  readonly children?: Child;
}

export function Confirmation(props: ConfirmationProps): Element {
  const { title, action, yes, no, back, isDangerous = false, children } = props;
  return (
    <section class="confirmation" data-confirmation>
      <h1>{title}</h1>
      <form method="post" action={action}>
        {children}
        <div class="actions">
          <a class="button" href={back} data-close>
            {no}
          </a>
          <button type="submit" class={isDangerous ? 'danger' : 'primary'}>
            {yes}
          </button>
        </div>
      </form>
    </section>
  );
}
