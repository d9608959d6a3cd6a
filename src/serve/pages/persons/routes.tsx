// The pages of a person. Whom one means comes in bodies alone, and no answer is kept by a browser or a proxy.

import { orAgain } from '../asked.js';
import { erasePerson, exportPerson, findPerson, type Sought } from '../client/persons.js';
import { SentForm } from '../form.js';
import { guardedPage } from '../guarded.js';
import type { Answered, Pages } from '../pages.js';
import type { Visit } from '../visit.js';
import { ErasurePage } from './erasure-page.js';
import { FoundPage, PersonPage } from './person-page.js';

export function personPages(pages: Pages): void {
  guardedPage(pages, '/person', 'findPerson', (visit) => <PersonPage visit={visit} />);

  pages.post('/person/find', async (visit) => {
    const sought = soughtIn(await SentForm.of(visit.context));
    return answered(visit, async () => (
      <FoundPage visit={visit} sought={sought} found={await findPerson(visit.api, sought)} />
    ));
  });

  pages.post('/person/export', async (visit) => {
    const sought = soughtIn(await SentForm.of(visit.context));
    return answered(visit, async () => {
      const kept = await exportPerson(visit.api, sought);
      return visit.context.body(`${JSON.stringify(kept, undefined, 2)}\n`, 200, {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': 'attachment; filename="person.json"',
        'cache-control': 'no-store',
      });
    });
  });

  pages.post('/person/erase', async (visit) => {
    const form = await SentForm.of(visit.context);
    const sought = soughtIn(form);
    const isMeant = form.isChecked('erase');
    return answered(visit, async () => (
      <ErasurePage visit={visit} sought={sought} erased={await erasePerson(visit.api, sought, isMeant)} />
    ));
  });
}

function soughtIn(form: SentForm): Sought {
  return { number: form.text('number'), name: form.optional('name') };
}

function answered(visit: Visit, act: () => Promise<Answered>): Promise<Answered> {
  return orAgain(visit, act, (problem) => <PersonPage visit={visit} problem={problem} />);
}
