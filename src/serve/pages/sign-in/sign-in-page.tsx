// Signing in: by name and password, through a provider of identities, or by a link that sets a password. It knows forms and what they
// ask of the interface.

import { Layout } from '../layout.js';
import { Field } from '../parts/field.js';
import { ProblemBox } from '../parts/problem-box.js';
import type { Element } from '../parts/element.js';
import type { LinkIsFor, SignInWays } from '../client/session.js';
import type { ProblemBody } from '../client/interface-client.js';
import type { Guest } from '../visit.js';

interface SignInPageProps {
  readonly visit: Guest;
  readonly ways: SignInWays;
  /** Where one goes then. */
  readonly next: string;
  readonly name?: string;
  readonly problem?: ProblemBody | undefined;
}

export function SignInPage({ visit, ways, next, name, problem }: SignInPageProps): Element {
  const { words } = visit;
  const { signInPage } = words;
  return (
    <Layout visit={visit} title={signInPage.title}>
      <section class="card sign-in">
        <h1>{signInPage.title}</h1>
        {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
        {ways.oidc ? (
          <p>
            <a class="button primary" href="/api/v1/sign-in/oidc">
              {signInPage.byProvider}
            </a>
          </p>
        ) : null}
        <form method="post" action="/sign-in">
          <input type="hidden" name="next" value={next} />
          <Field
            name="name"
            label={signInPage.name}
            value={name}
            input={{ autocomplete: 'username', required: true, maxlength: '64', autocapitalize: 'none' }}
          />
          <Field
            name="password"
            type="password"
            label={signInPage.password}
            input={{ autocomplete: 'current-password', required: true, maxlength: '1000' }}
          />
          <button type="submit" class="primary">
            {signInPage.signIn}
          </button>
        </form>
        <details>
          <summary>{signInPage.hasLink}</summary>
          <form method="post" action="/sign-in/link/read" data-sign-in-link>
            <Field
              name="link"
              label={signInPage.link}
              hint={signInPage.linkHint}
              input={{ autocomplete: 'off', required: true, maxlength: '500', spellcheck: 'false' }}
            />
            <button type="submit">{signInPage.useLink}</button>
          </form>
        </details>
      </section>
    </Layout>
  );
}

interface NewPasswordPageProps {
  readonly visit: Guest;
  readonly link: string;
  readonly isFor: LinkIsFor;
  readonly name?: string | undefined;
  readonly problem?: ProblemBody | undefined;
}

/** Where a link leads: the first administrator chooses a name, too. */
export function NewPasswordPage({ visit, link, isFor, name, problem }: NewPasswordPageProps): Element {
  const { words } = visit;
  const { signInPage } = words;
  const isFirst = isFor.first_admin;
  const title = isFirst ? signInPage.firstTitle : signInPage.welcome({ name: isFor.name ?? '' });
  return (
    <Layout visit={visit} title={title}>
      <section class="card sign-in">
        <h1>{title}</h1>
        <p>{isFirst ? signInPage.firstAbout : signInPage.setAbout}</p>
        {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
        <form method="post" action="/sign-in/link">
          <input type="hidden" name="link" value={link} />
          {isFirst ? <input type="hidden" name="first" value="true" /> : null}
          {isFirst ? (
            <Field
              name="name"
              label={signInPage.name}
              hint={signInPage.nameHint}
              value={name}
              input={{ autocomplete: 'username', required: true, maxlength: '64', autocapitalize: 'none' }}
            />
          ) : (
            <input type="hidden" autocomplete="username" value={isFor.name ?? ''} />
          )}
          <Field
            name="password"
            type="password"
            label={signInPage.newPassword}
            hint={signInPage.passwordHint}
            input={{ autocomplete: 'new-password', required: true, minlength: '12', maxlength: '1000' }}
          />
          <button type="submit" class="primary">
            {signInPage.setPassword}
          </button>
        </form>
      </section>
    </Layout>
  );
}
