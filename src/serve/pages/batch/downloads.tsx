// The files of a batch that the visitor may have. It knows forms alone.

import { hasEndedState } from './ended.js';
import type { Batch } from '../client/batches.js';
import type { BatchFile } from '../client/one-batch.js';
import { bytesIn, Time } from '../parts/figures.js';
import type { Element } from '../parts/element.js';
import type { Visit } from '../visit.js';

interface DownloadsProps {
  readonly visit: Visit;
  readonly batch: Batch;
  readonly files: readonly BatchFile[];
}

export function Downloads({ visit, batch, files }: DownloadsProps): Element {
  const { words } = visit;
  const { batchPage } = words;
  const { batch: id, purged_at: purgedAt } = batch;
  if (files.length === 0 && purgedAt === undefined && !hasEndedState(batch)) return <></>;
  return (
    <section class="card no-paper">
      <h2>{batchPage.files}</h2>
      {purgedAt === undefined ? null : (
        <p class="note">
          {batchPage.purged} <Time at={purgedAt} words={words} />
        </p>
      )}
      <ul class="files">
        {files.map(({ name, bytes }) => (
          <li>
            <a
              href={`/api/v1/batches/${id}/files/${name}`}
              {...(name.endsWith('.html') ? {} : { download: true })}
            >
              {name}
            </a>
            <small>{aboutFile(name, visit)}</small>
            <small class="size">{bytesIn(bytes)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A file for each status is about that status. */
function aboutFile(name: string, { words: { batchPage, pages } }: Visit): string {
  const about: Readonly<Record<string, string>> = batchPage.aboutFiles;
  const status = /^outcomes\.(\w+)\.csv$/.exec(name)?.[1] ?? '';
  const statuses: Readonly<Record<string, string>> = pages.statuses;
  return about[name] ?? statuses[status] ?? '';
}
