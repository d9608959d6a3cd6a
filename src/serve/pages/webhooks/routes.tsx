// The pages of webhooks and their messages, and what is done there.

import { nothingHere, orAgain, paramOf, queryIn } from '../asked.js';
import {
  addWebhook,
  enableWebhook,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  replayDelivery,
  rotateWebhook,
  testWebhook,
} from '../client/webhooks.js';
import { SentForm } from '../form.js';
import { guardedPage } from '../guarded.js';
import { seeOther, type Answered, type Pages } from '../pages.js';
import { Field } from '../parts/field.js';
import { linesIn } from '../parts/lines-field.js';
import { doneIn } from '../parts/notice.js';
import { Question } from '../parts/question.js';
import type { Visit } from '../visit.js';
import { SecretPage, WebhookPage } from './webhook-page.js';
import { WebhooksPage, type WebhooksPageProps } from './webhooks-page.js';

const HOUR_S = 3_600;
const USUALLY_HOURS = '24';

export function webhooksPages(pages: Pages): void {
  pages.get('/webhooks', (visit) => webhooksPage(visit));

  pages.post('/webhooks', async (visit) => {
    const form = await SentForm.of(visit.context);
    const asked = {
      url: form.text('url'),
      on: form.all('on'),
      shape: form.text('shape'),
      labels: linesIn(form.text('labels')),
      keyword: form.optional('keyword'),
      secret: form.optional('secret'),
    };
    return orAgain(
      visit,
      async () => {
        const { id, secret } = await addWebhook(visit.api, asked);
        return <SecretPage visit={visit} id={id} title={visit.words.webhooksPage.added} secret={secret} />;
      },
      (problem) =>
        webhooksPage(visit, {
          problem,
          typed: form.typed('url', 'shape', 'labels', 'keyword'),
          ticked: form.all('on'),
        }),
    );
  });

  pages.get('/webhooks/:id', (visit) => webhookPage(visit));

  pages.post('/webhooks/:id/test', async (visit) => {
    const { state } = await testWebhook(visit.api, paramOf(visit, 'id'));
    return seeOther(visit, `${addressIn(visit)}?done=${state === 'delivered' ? 'tested' : 'refused'}`);
  });

  pages.post('/webhooks/:id/enable', async (visit) => {
    await enableWebhook(visit.api, paramOf(visit, 'id'));
    return seeOther(visit, `${addressIn(visit)}?done=enabled`);
  });

  pages.post('/webhooks/:id/deliveries/:delivery/replay', async (visit) => {
    await replayDelivery(visit.api, paramOf(visit, 'id'), paramOf(visit, 'delivery'));
    return seeOther(visit, `${addressIn(visit)}?done=replayed`);
  });

  secretPages(pages);

  guardedPage(pages, '/webhooks/:id/remove', 'deleteWebhook', (visit) => {
    const { webhooksPage: words } = visit.words;
    const [at, title] = [addressIn(visit), words.removeTitle];
    return (
      <Question
        {...{
          visit,
          title,
          here: '/webhooks',
          action: `${at}/remove`,
          yes: words.remove,
          back: at,
          isDangerous: true,
        }}
      >
        <p>{words.removeMeans}</p>
      </Question>
    );
  });

  pages.post('/webhooks/:id/remove', async (visit) => {
    await removeWebhook(visit.api, paramOf(visit, 'id'));
    return seeOther(visit, '/webhooks?done=removed');
  });
}

function secretPages(pages: Pages): void {
  pages.get('/webhooks/:id/rotate', async (visit) => {
    const { webhooksPage: words } = visit.words;
    const { shape } = await namedWebhook(visit);
    const [at, title] = [addressIn(visit), words.rotateTitle];
    return (
      <Question {...{ visit, title, here: '/webhooks', action: `${at}/rotate`, yes: words.rotate, back: at }}>
        {shape === 'standard' ? (
          <>
            <p>{words.rotateMeans}</p>
            <Field
              name="hours"
              label={words.oldFor}
              value={USUALLY_HOURS}
              input={{ inputmode: 'numeric', maxlength: '3' }}
            />
          </>
        ) : (
          <Field name="secret" label={words.add.secret} input={{ maxlength: '500', autocomplete: 'off' }} />
        )}
      </Question>
    );
  });

  pages.post('/webhooks/:id/rotate', async (visit) => {
    const form = await SentForm.of(visit.context);
    const [id, hours] = [paramOf(visit, 'id'), form.number('hours')];
    const asked = {
      ...(hours === undefined ? {} : { old_for_seconds: hours * HOUR_S }),
      secret: form.optional('secret'),
    };
    const { secret, old_until: until } = await rotateWebhook(visit.api, id, asked);
    const title = visit.words.webhooksPage.rotated;
    return <SecretPage visit={visit} id={id} title={title} secret={secret} oldUntil={until} />;
  });
}

function addressIn(visit: Visit): string {
  return `/webhooks/${encodeURIComponent(paramOf(visit, 'id'))}`;
}

async function webhooksPage(visit: Visit, again: Partial<WebhooksPageProps> = {}): Promise<Answered> {
  const done = doneIn(queryIn(visit, 'done'), { removed: visit.words.webhooksPage.removed });
  return <WebhooksPage visit={visit} webhooks={await listWebhooks(visit.api)} done={done} {...again} />;
}

/** @throws Refused where there is none of that id */
async function namedWebhook(visit: Visit) {
  const found = (await listWebhooks(visit.api)).find(({ id }) => id === paramOf(visit, 'id'));
  if (found === undefined) throw nothingHere(visit);
  return found;
}

async function webhookPage(visit: Visit): Promise<Answered> {
  const { tested, enabled, replayed, notTaken } = visit.words.webhooksPage;
  const webhook = await namedWebhook(visit);
  const after = queryIn(visit, 'after');
  const deliveries = await listDeliveries(visit.api, webhook.id, after);
  const asked = queryIn(visit, 'done');
  const good = doneIn(asked, { tested, enabled, replayed });
  const bad = doneIn(asked, { refused: notTaken });
  const said = good ?? bad;
  const done =
    said === undefined ? undefined : ({ look: good === undefined ? 'bad' : 'good', said } as const);
  return <WebhookPage visit={visit} webhook={webhook} deliveries={deliveries} after={after} done={done} />;
}
