// The lines of a batch's page about hours that were not as usual. An hour is judged once it is over, when the page may have
// been made before: then the lines are put in their place. Pure.

import { html, Markup } from '../../reconcile/report/html.js';
import { wordsIn } from '../../words/catalogue.js';
import { LANGUAGES, type Language } from '../../words/language.js';
import { unusualInWords, type AnomalyShown } from '../watch/batch-anomalies.js';

const END = '<!--/unusual-->';

function begin(language: Language): string {
  return `<!--unusual ${language}-->`;
}

export function unusualHours(anomalies: readonly AnomalyShown[], language: Language): Markup {
  const words = wordsIn(language);
  const lines = anomalies.map((anomaly) => html`<p>${unusualInWords(anomaly, words)}</p>`.text);
  return new Markup(begin(language) + lines.join('') + END);
}

/** @returns the page with these lines in all languages; as it is where an earlier version has made it */
export function withUnusualHours(page: string, anomalies: readonly AnomalyShown[]): string {
  return LANGUAGES.reduce((known, language) => {
    const from = known.indexOf(begin(language));
    const to = from === -1 ? -1 : known.indexOf(END, from);
    if (to === -1) return known;
    return known.slice(0, from) + unusualHours(anomalies, language).text + known.slice(to + END.length);
  }, page);
}
