// A batch's calls over time, by code, as a picture with its key. Drawn by attributes alone. It knows forms alone.

import type { Timeline, TimePoint } from '../client/one-batch.js';
import { count, Time } from '../parts/figures.js';
import type { Element } from '../parts/element.js';
import type { Visit } from '../visit.js';

interface TimelineProps {
  readonly visit: Visit;
  readonly batch: string;
  readonly timeline: Timeline | undefined;
}

const WIDTH = 1000;
const HEIGHT = 160;
/** Codes that have a colour of their own; the rest share one. */
const COLOURED = 5;
const OTHERS = 'others';
const IN_DOUBT = 'in_doubt';

/** Also alone, as it is asked for anew. */
export function TimelineSection({ visit, batch, timeline }: TimelineProps): Element {
  const { batchPage } = visit.words;
  const isEmpty = timeline === undefined || timeline.data.length === 0;
  return (
    <section
      id="timeline"
      class="card"
      data-live={`batch:${batch}`}
      data-source={`/parts/batches/${batch}/timeline`}
      data-apart="5000"
      {...(timeline?.complete === false ? { 'data-poll': 'true' } : {})}
    >
      <h2>{batchPage.overTime}</h2>
      {isEmpty ? <p>{batchPage.noCalls}</p> : <Picture visit={visit} timeline={timeline} />}
    </section>
  );
}

function Picture({ visit, timeline }: { readonly visit: Visit; readonly timeline: Timeline }): Element {
  const { words } = visit;
  const { data, step_seconds: step } = timeline;
  const kinds = kindsIn(data);
  const [from, to] = [Date.parse(data[0]?.at ?? ''), Date.parse(data.at(-1)?.at ?? '') + step * 1000];
  const most = Math.max(1, ...data.map(({ calls }) => calls));
  const width = Math.max(0.6, ((step * 1000) / (to - from)) * WIDTH * 0.92);
  return (
    <figure class="timeline">
      <p class="soft">{words.batchPage.most({ calls: count(Math.round(most / step)) })}</p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.batchPage.overTime}
      >
        {data.map((point) => (
          <Bar
            point={point}
            kinds={kinds}
            x={((Date.parse(point.at) - from) / (to - from)) * WIDTH}
            width={width}
            scale={HEIGHT / most}
          />
        ))}
      </svg>
      <p class="ends">
        <Time at={from} words={words} />
        <Time at={to} words={words} />
      </p>
      <figcaption>
        {kinds.map(({ code, calls }, index) => (
          <span>
            <span class={`key code-${index}`}></span> {nameOf(code, visit)} <small>{count(calls)}</small>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

interface Kind {
  readonly code: string;
  readonly calls: number;
}

/** The most frequent codes, all others together, and calls in doubt. */
function kindsIn(points: readonly TimePoint[]): readonly Kind[] {
  const sums = new Map<string, number>();
  const add = (code: string, calls: number): void => {
    if (calls > 0) sums.set(code, (sums.get(code) ?? 0) + calls);
  };
  for (const { by_code: byCode, in_doubt: inDoubt } of points) {
    for (const [code, calls] of Object.entries(byCode)) add(code, calls);
    add(IN_DOUBT, inDoubt);
  }
  const sorted = [...sums].map(([code, calls]) => ({ code, calls })).toSorted((a, b) => b.calls - a.calls);
  const rest = sorted.slice(COLOURED).reduce((sum, { calls }) => sum + calls, 0);
  return rest === 0 ? sorted : [...sorted.slice(0, COLOURED), { code: OTHERS, calls: rest }];
}

interface BarProps {
  readonly point: TimePoint;
  readonly kinds: readonly Kind[];
  readonly x: number;
  readonly width: number;
  readonly scale: number;
}

function Bar({ point, kinds, x, width, scale }: BarProps): Element {
  const own = new Map([...Object.entries(point.by_code), [IN_DOUBT, point.in_doubt] as const]);
  const named = kinds.filter(({ code }) => code !== OTHERS).map(({ code }) => own.get(code) ?? 0);
  const others = point.calls - named.reduce((sum, calls) => sum + calls, 0);
  let y = HEIGHT;
  return (
    <>
      {[...named, ...(kinds.some(({ code }) => code === OTHERS) ? [others] : [])].map((calls, index) => {
        if (calls <= 0) return null;
        y -= calls * scale;
        return (
          <rect
            class={`code-${index}`}
            x={x.toFixed(1)}
            y={y.toFixed(1)}
            width={width.toFixed(1)}
            height={(calls * scale).toFixed(1)}
          />
        );
      })}
    </>
  );
}

function nameOf(code: string, { words: { batchPage, pages } }: Visit): string {
  if (code === IN_DOUBT) return pages.statuses.in_doubt;
  return code === OTHERS ? batchPage.otherCodes : batchPage.code({ code });
}
