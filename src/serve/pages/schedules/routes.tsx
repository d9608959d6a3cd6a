// The pages of schedules, and a night that is begun now.

import { nothingHere, paramOf, queryIn } from '../asked.js';
import { listNights, listSchedules, runSchedule, type ShownSchedule } from '../client/schedules.js';
import { guardedPage } from '../guarded.js';
import { seeOther, type Pages } from '../pages.js';
import { doneIn } from '../parts/notice.js';
import { Question } from '../parts/question.js';
import type { Visit } from '../visit.js';
import { SchedulePage } from './schedule-page.js';
import { SchedulesPage } from './schedules-page.js';

const USUALLY = 30;
const AT_MOST = 200;

export function schedulesPages(pages: Pages): void {
  pages.get('/schedules', async (visit) => (
    <SchedulesPage visit={visit} schedules={await listSchedules(visit.api)} />
  ));

  pages.get('/schedules/:name', async (visit) => {
    const schedule = await namedSchedule(visit);
    const limit = queryIn(visit, 'nights') === 'all' ? AT_MOST : USUALLY;
    const nights = await listNights(visit.api, schedule.name, limit);
    const more =
      limit === USUALLY && nights.length === limit ? `/schedules/${schedule.name}?nights=all` : undefined;
    const done = doneIn(queryIn(visit, 'done'), { begun: visit.words.schedulesPage.begun });
    return <SchedulePage visit={visit} schedule={schedule} nights={nights} more={more} done={done} />;
  });

  guardedPage(pages, '/schedules/:name/run', 'runSchedule', async (visit) => {
    const { name } = await namedSchedule(visit);
    const { schedulesPage } = visit.words;
    return (
      <Question
        visit={visit}
        title={schedulesPage.runTitle({ name })}
        here="/schedules"
        action={`/schedules/${name}/run`}
        yes={schedulesPage.runNow}
        back={`/schedules/${name}`}
      >
        <p>{schedulesPage.runMeans}</p>
      </Question>
    );
  });

  pages.post('/schedules/:name/run', async (visit) => {
    const name = paramOf(visit, 'name');
    await runSchedule(visit.api, name);
    return seeOther(visit, `/schedules/${name}?done=begun`);
  });
}

/** @throws Refused where there is no such schedule, or the visitor doesn't see it */
async function namedSchedule(visit: Visit): Promise<ShownSchedule> {
  const { data } = await listSchedules(visit.api);
  const found = data.find(({ name }) => name === paramOf(visit, 'name'));
  if (found === undefined) throw nothingHere(visit);
  return found;
}
