// Two batches beside each other, and a label's match rate over its nights. It knows forms alone.

import type { Page } from '../../paging.js';
import type { Comparison, Night } from '../client/compare.js';
import { queryOf, type ProblemBody } from '../client/interface-client.js';
import { Layout } from '../layout.js';
import { Choice, Field } from '../parts/field.js';
import { Heading } from '../parts/heading.js';
import { ProblemBox } from '../parts/problem-box.js';
import type { Element } from '../parts/element.js';
import type { Visit } from '../visit.js';
import { ComparisonSection } from './comparison.js';
import { NightsSection } from './nights.js';

export interface CompareAsked {
  readonly batch?: string | undefined;
  readonly with?: string | undefined;
  readonly label?: string | undefined;
  readonly after?: string | undefined;
}

interface ComparePageProps {
  readonly visit: Visit;
  readonly asked: CompareAsked;
  readonly labels: readonly string[];
  readonly comparison: Comparison | ProblemBody | undefined;
  readonly nights: Page<Night> | undefined;
}

export function ComparePage({ visit, asked, labels, comparison, nights }: ComparePageProps): Element {
  const { words } = visit;
  const { comparePage } = words;
  return (
    <Layout visit={visit} title={comparePage.title} here="/compare">
      <Heading title={comparePage.title} about={comparePage.about} />
      <TwoForm visit={visit} asked={asked} nights={nights} />
      {comparison === undefined ? null : 'type' in comparison ? (
        <ProblemBox problem={comparison} words={words} />
      ) : (
        <ComparisonSection visit={visit} comparison={comparison} />
      )}
      <LabelForm visit={visit} asked={asked} labels={labels} />
      {nights === undefined ? null : (
        <NightsSection
          visit={visit}
          label={asked.label ?? ''}
          nights={nights}
          isFirst={asked.after === undefined}
          addressAfter={(after) => `/compare${queryOf({ ...asked, after })}`}
        />
      )}
    </Layout>
  );
}

function TwoForm({ visit, asked, nights }: Pick<ComparePageProps, 'visit' | 'asked' | 'nights'>): Element {
  const { comparePage } = visit.words;
  return (
    <form class="search" method="get" action="/compare">
      <Field
        name="batch"
        label={comparePage.one}
        value={asked.batch}
        input={{ required: true, maxlength: '64', list: 'nights' }}
      />
      <Field
        name="with"
        label={comparePage.other}
        value={asked.with}
        input={{ required: true, maxlength: '64', list: 'nights' }}
      />
      {asked.label === undefined ? null : <input type="hidden" name="label" value={asked.label} />}
      <datalist id="nights">
        {nights?.data.map(({ batch }) => (
          <option value={batch} />
        ))}
      </datalist>
      <button type="submit">{comparePage.compare}</button>
    </form>
  );
}

function LabelForm({ visit, asked, labels }: Pick<ComparePageProps, 'visit' | 'asked' | 'labels'>): Element {
  const { comparePage, batchesPage } = visit.words;
  const named = labels.map((label) => ({
    value: label,
    name: label === '' ? comparePage.nightsOfNone : label,
  }));
  return (
    <form class="search" method="get" action="/compare">
      <Choice name="label" label={batchesPage.label} value={asked.label ?? labels[0]} options={named} />
      {asked.batch === undefined ? null : <input type="hidden" name="batch" value={asked.batch} />}
      {asked.with === undefined ? null : <input type="hidden" name="with" value={asked.with} />}
      <button type="submit">{batchesPage.find}</button>
    </form>
  );
}
