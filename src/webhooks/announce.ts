// Does something that webhooks tell of, so that they tell of it whatever happens in between, and only if it was done. That they
// can't be told is no reason not to do it. It knows neither batches nor schedules.

import type { WebhookEvent } from './event.js';
import { makeDeliveries, noteEvent } from './outbox.js';

export interface AnnouncePorts {
  readonly dataDirectory: string;
  /** Told why webhooks could not be told now; whoever looks next may still do that. */
  readonly onProblem: (error: unknown) => void;
}

/**
 * @param event undefined where there is nothing to tell
 * @param act puts what has happened on disk: from somewhere within it on, the event's proof is there
 * @param known the event with what is known of it afterwards
 */
export async function announcing<Result>(
  { dataDirectory, onProblem }: AnnouncePorts,
  event: WebhookEvent | undefined,
  act: () => Promise<Result>,
  known: (result: Result) => WebhookEvent | undefined = () => event,
): Promise<Result> {
  const noted =
    event &&
    (await noteEvent(dataDirectory, event, Date.now(), onProblem).catch((error: unknown) => {
      onProblem(error);
    }));
  const result = await act();
  if (noted) {
    const told = { ...noted, event: known(result) ?? noted.event };
    await makeDeliveries(dataDirectory, told, Date.now()).catch(onProblem);
  }
  return result;
}
