// What all pages have around them: the navigation to what the visitor may, the language, and who he is. It knows no page's subject.

import { LANGUAGES, type Language } from '../../words/language.js';
import { assets } from './assets.js';
import { NAVIGATION, type NavigationGroup } from './navigation.js';
import type { Child, Element } from './parts/element.js';
import { addressOf, may, type Guest } from './visit.js';

interface LayoutProps {
  readonly visit: Guest;
  readonly title: string;
  /** The path of the navigation's entry that this page belongs to. */
  readonly here?: string | undefined;
  readonly children?: Child;
}

const HTML_LANGUAGES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };
/** Each in itself, so that its reader finds it. */
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' };
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%231f6feb'/%3E%3Cpath d='m4 8.4 2.8 2.8L12 5.6' fill='none' stroke='%23fff' stroke-width='1.9' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

export function Layout({ visit, title, here, children }: LayoutProps): Element {
  const { words, caller } = visit;
  const { style, script } = assets();
  return (
    <html lang={HTML_LANGUAGES[words.language]}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Rollcall`}</title>
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href={style.address} />
        <script type="module" src={script.address}></script>
      </head>
      <body class={caller === undefined ? 'is-guest' : 'is-known'}>
        <a class="skip" href="#main">
          {words.pages.toMain}
        </a>
        <TopBar visit={visit} />
        {caller === undefined ? null : <Navigation visit={visit} here={here} />}
        <main id="main" tabindex={-1}>
          <div class="offline" role="status" data-offline hidden>
            {words.pages.offline}
          </div>
          {children}
        </main>
        <footer>
          <p>{words.pages.zone}</p>
        </footer>
      </body>
    </html>
  );
}

function TopBar({ visit }: { readonly visit: Guest }): Element {
  const { words, caller } = visit;
  return (
    <header class="top">
      {caller === undefined ? null : (
        <button type="button" class="menu-button" popovertarget="navigation" aria-label={words.pages.menu}>
          <span aria-hidden="true">☰</span>
        </button>
      )}
      <a class="brand" href="/">
        <img src={ICON} alt="" width="22" height="22" />
        Rollcall
      </a>
      <LanguageSwitch visit={visit} />
      {caller === undefined ? null : (
        <div class="who">
          <span class="who-name" title={words.pages.roles[caller.role]}>
            {caller.name}
          </span>
          <form method="post" action="/sign-out">
            <button type="submit" class="link">
              {words.pages.signOut}
            </button>
          </form>
        </div>
      )}
    </header>
  );
}

function LanguageSwitch({ visit }: { readonly visit: Guest }): Element {
  const { words, context } = visit;
  const back = context.req.method === 'GET' ? addressOf(visit) : '/';
  return (
    <form class="languages" method="post" action="/language">
      <input type="hidden" name="back" value={back} />
      {LANGUAGES.filter((language) => language !== words.language).map((language) => (
        <button type="submit" class="link" name="language" value={language} lang={HTML_LANGUAGES[language]}>
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </form>
  );
}

function Navigation({ visit, here }: { readonly visit: Guest; readonly here: string | undefined }): Element {
  const { pages } = visit.words;
  return (
    <nav id="navigation" popover="auto" aria-label={pages.menu}>
      {NAVIGATION.map((group) => (
        <NavigationPart visit={visit} group={group} here={here} />
      ))}
    </nav>
  );
}

interface NavigationPartProps {
  readonly visit: Guest;
  readonly group: NavigationGroup;
  readonly here: string | undefined;
}

function NavigationPart({ visit, group, here }: NavigationPartProps): Element {
  const { pages } = visit.words;
  const items = group.items.filter(({ needs }) => may(visit, needs));
  if (items.length === 0) return <></>;
  return (
    <section>
      <h2>{pages.navigationGroups[group.name]}</h2>
      <ul>
        {items.map(({ path, name }) => (
          <li>
            <a href={path} {...(path === here ? { 'aria-current': 'page' } : {})}>
              {pages.navigation[name]}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
