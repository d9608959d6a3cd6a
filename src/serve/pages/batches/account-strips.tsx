// A strip for each account: at which rate it calls now, what holds it up, and, where it is halted, what to do about it. It knows forms
// alone.

import { onPage } from '../../../words/catalogue.js';
import type { Words } from '../../../words/words.js';
import type { Account } from '../client/accounts.js';
import type { Child, Element } from '../parts/element.js';
import { Time } from '../parts/figures.js';
import { may, type Visit } from '../visit.js';

interface AccountStripsProps {
  readonly visit: Visit;
  /** Undefined while nobody can be asked. */
  readonly accounts: readonly Account[] | undefined;
}

export function AccountStrips({ visit, accounts }: AccountStripsProps): Element {
  const { batchesPage } = visit.words;
  return (
    <section
      id="accounts"
      class="accounts"
      aria-label={batchesPage.accounts}
      data-live="accounts"
      data-source="/parts/accounts"
    >
      {accounts === undefined ? (
        <p class="strip is-late">{batchesPage.redisAway}</p>
      ) : (
        accounts.map((account) => <Strip visit={visit} account={account} />)
      )}
    </section>
  );
}

function Strip({ visit, account }: { readonly visit: Visit; readonly account: Account }): Element {
  const { words } = visit;
  const { batchesPage } = words;
  const { provider, appid, rate, halted } = account;
  return (
    <div class={`strip is-${halted === null ? lookOf(account) : 'bad'}`}>
      <p class="strip-name">
        <strong>{provider}</strong> <small>{appid}</small>
      </p>
      <p class="strip-rate">
        {rate === null ? batchesPage.noRateYet : batchesPage.rate({ rate: String(rate) })}
        {heldIn(account, words)}
      </p>
      <p class="strip-state">{stateIn(account, words)}</p>
      {halted === null ? null : <Halt visit={visit} account={account.account} reason={halted.reason} />}
    </div>
  );
}

function lookOf({ circuit_open_since: circuit, waiting, verify_workers: workers }: Account): string {
  return circuit !== null || waiting !== null || workers === 0 ? 'late' : 'good';
}

function heldIn({ held }: Account, { batchesPage }: Words): Child {
  if (held === null) return null;
  const why = held.by === 'cap' ? batchesPage.heldByCap : batchesPage.heldByThrottling;
  return <small> {why}</small>;
}

function stateIn(account: Account, words: Words): Child {
  const {
    halted,
    circuit_open_since: circuit,
    waiting,
    verify_workers: workers,
    batch_worker: hasBatchWorker,
  } = account;
  const { batchesPage } = words;
  if (halted !== null) return batchesPage.halted;
  if (circuit !== null)
    return (
      <>
        {batchesPage.circuit} <Time at={circuit} words={words} />
      </>
    );
  if (waiting !== null)
    return (
      <>
        {batchesPage.waits} <Time at={waiting.until} words={words} />
      </>
    );
  // Only where it is known that there is nobody.
  if (workers === 0) return batchesPage.noVerifyWorker;
  if (!hasBatchWorker) return batchesPage.noBatchWorker;
  return workers === null ? batchesPage.ready : batchesPage.workers({ workers });
}

interface HaltProps {
  readonly visit: Visit;
  readonly account: string;
  readonly reason: string;
}

function Halt({ visit, account, reason }: HaltProps): Element {
  const { words } = visit;
  return (
    <div class="halt">
      <p>{onPage(reason, words)}</p>
      {may(visit, 'liftHalt') ? (
        <a class="button" href={`/accounts/${account}/lift-halt`} data-dialog>
          {words.batchesPage.lift}
        </a>
      ) : (
        <p>
          <small>{words.batchesPage.adminLifts}</small>
        </p>
      )}
    </div>
  );
}
