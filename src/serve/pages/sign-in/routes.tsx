// The ways in and out, and the language: forms that anybody may send. What each does is asked of the interface.

import { setCookie } from '../../../access/session-cookie.js';
import { languageNamed } from '../../../words/language.js';
import { hasSession, readLink, redeemLink, signIn, signInWays, signOut } from '../client/session.js';
import { Refused, type ProblemBody } from '../client/interface-client.js';
import { SentForm } from '../form.js';
import { seeOther, type Answered, type Pages } from '../pages.js';
import { LANGUAGE_COOKIE } from '../../language.js';
import { ownAddress, type Guest } from '../visit.js';
import { NewPasswordPage, SignInPage } from './sign-in-page.js';

const YEAR_SECONDS = 365 * 86_400;
/** Nobody signs in to come to where he signs in. */
const WAYS_IN = /^\/sign-in\b/;

export function signInPages(pages: Pages): void {
  pages.getForAnybody('/sign-in', async (visit) => {
    const next = nextOf(visit.context.req.query('next'));
    if (await hasSession(visit.api)) return seeOther(visit, next);
    return signInPage(visit, { next });
  });

  pages.postForAnybody('/sign-in', async (visit) => {
    const form = await SentForm.of(visit.context);
    const [next, name] = [nextOf(form.optional('next')), form.text('name')];
    return kept(visit, next, () => signIn(visit.api, { name, password: form.exact('password') })).catch(
      shownAgain(visit, (problem) => signInPage(visit, { next, name, problem })),
    );
  });

  pages.postForAnybody('/sign-in/link/read', async (visit) => {
    const form = await SentForm.of(visit.context);
    // The whole address, or what stands behind its #.
    const link = form.text('link').replace(/^.*#/, '');
    try {
      return <NewPasswordPage visit={visit} link={link} isFor={await readLink(visit.api, link)} />;
    } catch (error) {
      return shownAgain(visit, (problem) => signInPage(visit, { next: '/', problem }))(error);
    }
  });

  pages.postForAnybody('/sign-in/link', async (visit) => {
    const form = await SentForm.of(visit.context);
    const [link, name] = [form.text('link'), form.optional('name')];
    const asked = { link, password: form.exact('password'), ...(name === undefined ? {} : { name }) };
    return kept(visit, form.isChecked('first') ? '/welcome' : '/', () => redeemLink(visit.api, asked)).catch(
      shownAgain(visit, async (problem) => {
        const isFor = await readLink(visit.api, link).catch(() => undefined);
        if (isFor === undefined) return signInPage(visit, { next: '/', problem });
        return <NewPasswordPage visit={visit} link={link} isFor={isFor} name={name} problem={problem} />;
      }),
    );
  });

  pages.postForAnybody('/sign-out', (visit) =>
    kept(visit, '/sign-in', () => signOut(visit.api)).catch(
      shownAgain(visit, () => seeOther(visit, '/sign-in')),
    ),
  );

  pages.postForAnybody('/language', async (visit) => {
    const form = await SentForm.of(visit.context);
    const language = languageNamed(form.text('language'));
    if (language !== undefined) keep(visit, [setCookie(LANGUAGE_COOKIE, language, YEAR_SECONDS)]);
    return seeOther(visit, ownAddress(form.optional('back')));
  });
}

interface Again {
  readonly next: string;
  readonly name?: string;
  readonly problem?: ProblemBody;
}

async function signInPage(visit: Guest, again: Again): Promise<Answered> {
  return <SignInPage visit={visit} ways={await signInWays(visit.api)} {...again} />;
}

function nextOf(asked: string | undefined): string {
  const next = ownAddress(asked);
  return WAYS_IN.test(next) ? '/' : next;
}

async function kept(visit: Guest, then: string, act: () => Promise<readonly string[]>): Promise<Answered> {
  keep(visit, await act());
  return seeOther(visit, then);
}

function keep({ context }: Guest, cookies: readonly string[]): void {
  for (const cookie of cookies) context.header('set-cookie', cookie, { append: true });
}

/** The form once more with what was wrong, under the status of what was wrong. */
function shownAgain(
  { context }: Guest,
  page: (problem: ProblemBody) => Answered | Promise<Answered>,
): (error: unknown) => Promise<Answered> {
  return async (error) => {
    if (!(error instanceof Refused)) throw error;
    context.status(error.problem.status as 400);
    return page(error.problem);
  };
}
