// How a page is registered: who asks is found out by the interface, what is refused becomes a page that says why, and a form that was
// sent leads to another page. It knows no page's subject.

import type { Api, ServeContext } from '../serve-env.js';
import { Refused, type Ask, type ProblemBody } from './client/interface-client.js';
import { Layout } from './layout.js';
import { ProblemBox, titleOf } from './parts/problem-box.js';
import { addressOf, guestOf, type Guest, type ShownCaller, type Visit } from './visit.js';
import type { Element } from './parts/element.js';

/** A page, or an answer of another kind, as a redirect after a form. */
export type Answered = Element | Response;
type Handler<Visitor> = (visit: Visitor) => Answered | Promise<Answered>;

export class Pages {
  readonly #root: Api;
  readonly #ask: Ask;

  constructor(root: Api) {
    this.#root = root;
    this.#ask = (request, env) => root.fetch(request, env);
  }

  /** A page for who has signed in; others are asked to. */
  get(path: string, handler: Handler<Visit>): void {
    this.#root.get(path, (context) => this.#known(context, handler));
  }

  /** A part of a page alone, as a script asks for it anew. */
  part(path: string, handler: Handler<Visit>): void {
    this.#root.get(path, (context) => this.#known(context, handler, fragmentOf));
  }

  /** What a form does; it leads to a page by `seeOther`. */
  post(path: string, handler: Handler<Visit>): void {
    this.#root.post(path, (context) => this.#known(context, handler));
  }

  /** A page for anybody. */
  getForAnybody(path: string, handler: Handler<Guest>): void {
    this.#root.get(path, (context) => answered(guestOf(context, this.#ask), handler));
  }

  postForAnybody(path: string, handler: Handler<Guest>): void {
    this.#root.post(path, (context) => answered(guestOf(context, this.#ask), handler));
  }

  async #known(context: ServeContext, handler: Handler<Visit>, written = documentOf): Promise<Response> {
    const guest = guestOf(context, this.#ask);
    return answered(guest, async () => {
      const caller = await guest.api.get<ShownCaller>('/session');
      return answered({ ...guest, caller }, handler, written);
    });
  }
}

async function answered<Visitor extends Guest>(
  visit: Visitor,
  handler: Handler<Visitor>,
  written = documentOf,
): Promise<Response> {
  const { context } = visit;
  try {
    const answer = await handler(visit);
    return answer instanceof Response ? answer : context.html(await written(answer));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refusedPage(visit, error.problem);
  }
}

async function refusedPage(visit: Guest, problem: ProblemBody): Promise<Response> {
  if (problem.status === 401) return toSignIn(visit);
  return visit.context.html(await documentOf(problemPage(visit, problem)), problem.status as 400);
}

/** A problem that is none of a page's own, as that a file is not there, as a page. */
export async function problemAnswer(answer: Response, context: ServeContext, ask: Ask): Promise<Response> {
  const guest = guestOf(context, ask);
  const caller = await guest.api.get<ShownCaller>('/session').catch(() => undefined);
  const visit = caller === undefined ? guest : { ...guest, caller };
  const page = await refusedPage(visit, (await answer.json()) as ProblemBody);
  const retryAfter = answer.headers.get('retry-after');
  if (retryAfter !== null) page.headers.set('retry-after', retryAfter);
  return page;
}

/** Whose session has ended comes back to the page; a form that was sent has to be sent again. */
function toSignIn(visit: Guest): Response {
  const { context } = visit;
  const next = context.req.method === 'GET' ? addressOf(visit) : '/';
  return context.redirect(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`, 303);
}

/** The page after a form: asked for anew, so that a reload sends nothing twice. */
export function seeOther({ context }: Guest, address: string): Response {
  return context.redirect(address, 303);
}

function problemPage(visit: Guest, problem: ProblemBody): Element {
  const { pages } = visit.words;
  return (
    <Layout visit={visit} title={titleOf(problem, visit.words)}>
      <ProblemBox problem={problem} isWholePage words={visit.words} />
      <p>
        <a class="button" href="/">
          {pages.toFirstPage}
        </a>
      </p>
    </Layout>
  );
}

async function documentOf(page: Element): Promise<string> {
  return `<!doctype html>${await fragmentOf(page)}`;
}

async function fragmentOf(part: Element): Promise<string> {
  return (await part).toString();
}
