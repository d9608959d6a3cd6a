// The types of Rollcall's HTTP interface, made of its OpenAPI document:
// 'UPDATE_EXAMPLES=1 npx vitest run test/docs/http.test.ts' makes it anew.

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly { readonly in: string; readonly at: string; readonly detail: string }[];
};

export type Caller = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly labels: 'all' | readonly string[];
  readonly by: 'key' | 'session' | 'terminal';
};

export type Role = 'operator' | 'viewer' | 'approver' | 'accountant' | 'admin';

export type User = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly labels: 'all' | readonly string[];
  readonly created_at: string;
  readonly signs_in_by: 'password' | 'oidc' | 'nothing';
  readonly link_expires_at: string | null;
};

export type Key = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly labels: 'all' | readonly string[];
  readonly user: string | null;
  readonly created_at: string;
  readonly expires_at: string | null;
};

export type AuditLine = {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly name: string | null;
  readonly by: 'key' | 'session' | 'terminal' | 'rollcall';
  readonly stated: boolean;
  readonly credential: string | null;
  readonly act: string;
  readonly batch: string | null;
  readonly about: string | null;
  readonly value: number | string | null;
  readonly from: string;
  readonly prev: string;
};

export type List = {
  readonly list: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly expires_at: string;
};

export type ListCheck = {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly complete: boolean;
  readonly sample: readonly {
    readonly row: number;
    readonly line: number;
    readonly name: string;
    readonly id_number: string;
    readonly verdict: string;
    readonly message: string;
  }[];
  readonly encoding?: string | null;
  readonly delimiter?: string | null;
  readonly sheet?: string | null;
  readonly header?: readonly string[] | null;
  readonly header_row?: number | null;
  readonly columns?: number;
  readonly name_column?: number;
  readonly id_column?: number;
  readonly rows?: number;
  readonly warnings?: readonly string[];
  readonly by_verdict?: { readonly [name: string]: number };
  readonly reasons?: readonly { readonly message: string; readonly rows: number }[];
  readonly calls?: number;
  readonly times?: readonly { readonly rate: number; readonly seconds: number }[];
  readonly price?: string | null;
  readonly cost?: string | null;
  readonly currency?: string;
};

export type Batch = {
  readonly batch: string;
  readonly data_dir: string;
  readonly label: string;
  readonly file: string;
  readonly created_at: string;
  readonly directory: string;
  readonly provider: string;
  readonly state:
    | 'draft'
    | 'awaiting_approval'
    | 'queued'
    | 'running'
    | 'paused'
    | 'waiting'
    | 'halted'
    | 'completed'
    | 'cancelled';
  readonly stalled: boolean;
  readonly reason?: string;
  readonly sample_rows?: number;
  readonly approval?: {
    readonly calls: number;
    readonly allowed: number | null;
    readonly made_by: string;
    readonly approved?: { readonly by: string; readonly how: string; readonly at: string };
  };
  readonly until?: string;
  readonly purged_at?: string;
  readonly rows: number;
  readonly done: number;
  readonly by_status: { readonly [name: string]: number };
  readonly calls: number;
  readonly cost?: { readonly [name: string]: unknown } | null;
  readonly gap_rows?: number;
  readonly rows_in_question?: readonly number[];
  readonly rows_per_second?: number;
  readonly seconds_left?: number;
  readonly waiting?: { readonly reason: string; readonly until: string };
  readonly no_verify_worker?: true;
  readonly redis?: { readonly reason: string; readonly from_disk?: true };
};

export type NewBatch = {
  readonly list: string;
  readonly label?: string;
  readonly batch?: string;
  readonly reading?: {
    readonly encoding?: string;
    readonly delimiter?: string;
    readonly sheet?: string | number;
    readonly header?: boolean;
    readonly header_row?: number;
    readonly name_column?: string | number;
    readonly id_column?: string | number;
    readonly precheck?: 'reject' | 'warn' | 'off';
    readonly dedupe?: boolean;
  };
  readonly options?: {
    readonly max_calls?: number;
    readonly max_attempts?: number;
    readonly in_doubt?: 'retry' | 'hold';
    readonly daily_limit?: 'wait' | 'end';
    readonly rate?: number;
    readonly priority?: 'high' | 'normal' | 'low';
    readonly first?: number;
    readonly sample?: number;
    readonly xlsx?: boolean;
    readonly split?: boolean;
    readonly carry?: string;
    readonly carry_label?: 'same' | 'any';
    readonly lang?: 'zh' | 'en';
  };
  readonly previous?:
    | string
    | 'latest'
    | {
        readonly batch: string | 'latest';
        readonly only?: readonly (
          | 'match'
          | 'mismatch'
          | 'invalid_id'
          | 'bad_format'
          | 'lookup_failed'
          | 'error'
          | 'unreadable'
          | 'in_doubt'
          | 'not_sent'
        )[];
        readonly older_than?: string;
        readonly provider?: 'same' | 'any';
      };
  readonly start?: boolean;
};

export type Row = {
  readonly row: number;
  readonly line: number | null;
  readonly name: string;
  readonly id_number: string;
  readonly status:
    | 'match'
    | 'mismatch'
    | 'invalid_id'
    | 'bad_format'
    | 'lookup_failed'
    | 'error'
    | 'unreadable'
    | 'in_doubt'
    | 'not_sent'
    | 'erased';
  readonly code: string | null;
  readonly message: string;
  readonly source: string;
  readonly duplicate_of: number | null;
  readonly attempts: number;
  readonly session_id: string | null;
  readonly checked_at: string | null;
  readonly carried_from: string | null;
};

export type BatchFile = {
  readonly name:
    | 'outcomes.csv'
    | 'outcomes.match.csv'
    | 'outcomes.mismatch.csv'
    | 'outcomes.invalid_id.csv'
    | 'outcomes.bad_format.csv'
    | 'outcomes.lookup_failed.csv'
    | 'outcomes.error.csv'
    | 'outcomes.unreadable.csv'
    | 'outcomes.in_doubt.csv'
    | 'outcomes.not_sent.csv'
    | 'changes.csv'
    | 'corrected.csv'
    | 'outcomes.sample.csv'
    | 'outcomes.xlsx'
    | 'outcomes.sample.xlsx'
    | 'batch.html'
    | 'attempts.csv'
    | 'gaps.csv'
    | 'summary.json';
  readonly bytes: number;
  readonly type: string;
};

export type Corrections = {
  readonly rows: readonly { readonly row: number; readonly name: string; readonly id_number: string }[];
  readonly start?: boolean;
};

export type Account = {
  readonly account: string;
  readonly provider: string;
  readonly appid: string;
  readonly auth_url: string;
  readonly rate: number | null;
  readonly held: { readonly by: 'cap' | 'throttling'; readonly rate: number | null } | null;
  readonly circuit_open_since: string | null;
  readonly waiting: { readonly reason: string; readonly until: string } | null;
  readonly halted: { readonly reason: string } | null;
  readonly verify_workers: number | null;
  readonly batch_worker: boolean;
};

export type Schedule = {
  readonly name: string;
  readonly cron: string;
  readonly tz: string;
  readonly label: string;
  readonly next: readonly string[];
  readonly last: { readonly night: string; readonly state: string; readonly batch: string | null } | null;
};

export type Night = { readonly schedule: string; readonly night: string; readonly state: string };

export type Reconciliation = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: 'balanced' | 'explained' | 'unsettled' | 'unexplained';
  readonly basis: 'codes' | 'bill';
  readonly made_at: string | null;
};

export type FoundRow = {
  readonly batch: string;
  readonly row: number | null;
  readonly status:
    | 'match'
    | 'mismatch'
    | 'invalid_id'
    | 'bad_format'
    | 'lookup_failed'
    | 'error'
    | 'unreadable'
    | 'in_doubt'
    | 'not_sent'
    | null;
  readonly checked_at: string | null;
  readonly person: number;
};

export type People = { readonly people: readonly { readonly number: string; readonly name?: string }[] };

export type KeptRow = FoundRow & {
  readonly label: string;
  readonly file: string;
  readonly in: string | null;
  readonly cells: { readonly [name: string]: string } | null;
  readonly calls: readonly {
    readonly attempt: number;
    readonly started_at: string;
    readonly finished_at: string | null;
    readonly result: string;
    readonly code: string | null;
    readonly session_id: string;
  }[];
};

export type Erased = {
  readonly erased: boolean;
  readonly rows: number;
  readonly batches: readonly {
    readonly batch: string;
    readonly label: string;
    readonly rows: readonly number[];
  }[];
  readonly files: readonly string[];
  readonly unreadable: readonly { readonly batch: string; readonly rows: string }[];
  readonly not_reached: readonly {
    readonly batch: string | null;
    readonly file: string | null;
    readonly why: string;
  }[];
  readonly receipt: string | null;
};

export type Erasure = {
  readonly people: readonly { readonly number: string; readonly name?: string }[];
  readonly erase?: boolean;
};

export type RetentionRule = {
  readonly label: string;
  readonly status:
    | 'match'
    | 'mismatch'
    | 'invalid_id'
    | 'bad_format'
    | 'lookup_failed'
    | 'error'
    | 'unreadable'
    | 'in_doubt'
    | 'not_sent'
    | null;
  readonly days: number;
  readonly by: string;
  readonly set_at: string;
};

export type RetentionSet = {
  readonly recorded: boolean;
  readonly rules: readonly RetentionRule[];
  readonly due: readonly {
    readonly batch: string;
    readonly status:
      | 'match'
      | 'mismatch'
      | 'invalid_id'
      | 'bad_format'
      | 'lookup_failed'
      | 'error'
      | 'unreadable'
      | 'in_doubt'
      | 'not_sent'
      | null;
    readonly rows: number;
  }[];
  readonly kept: readonly { readonly batch: string; readonly why: string }[];
};

export type NewRetentionRule = {
  readonly label: string;
  readonly statuses?: readonly (
    | 'match'
    | 'mismatch'
    | 'invalid_id'
    | 'bad_format'
    | 'lookup_failed'
    | 'error'
    | 'unreadable'
    | 'in_doubt'
    | 'not_sent'
  )[];
  readonly days: number;
  readonly record?: boolean;
};

export type Webhook = {
  readonly id: string;
  readonly url: string;
  readonly on: readonly (
    | 'batch.completed'
    | 'batch.halted'
    | 'batch.cancelled'
    | 'batch.awaiting_approval'
    | 'reconciliation.finished'
    | 'schedule.missed'
  )[];
  readonly shape: 'standard' | 'wecom' | 'dingtalk' | 'feishu';
  readonly labels: readonly string[];
  readonly created_at: string;
  readonly disabled_at: string | null;
  readonly secrets: number;
  readonly open: number;
  readonly last_taken_at: string | null;
  readonly failing_since: string | null;
  readonly problem: string | null;
};

export type AddedWebhook = { readonly id: string; readonly secret: string | null };

export type NewWebhook = {
  readonly url: string;
  readonly on: readonly (
    | 'batch.completed'
    | 'batch.halted'
    | 'batch.cancelled'
    | 'batch.awaiting_approval'
    | 'reconciliation.finished'
    | 'schedule.missed'
  )[];
  readonly shape?: 'standard' | 'wecom' | 'dingtalk' | 'feishu';
  readonly labels?: readonly string[];
  readonly keyword?: string;
  readonly secret?: string;
};

export type Delivery = {
  readonly id: string;
  readonly type:
    | 'batch.completed'
    | 'batch.halted'
    | 'batch.cancelled'
    | 'batch.awaiting_approval'
    | 'reconciliation.finished'
    | 'schedule.missed'
    | 'webhook.test';
  readonly at: string;
  readonly state: 'pending' | 'delivered' | 'failed' | 'gone';
  readonly next_at: string | null;
  readonly replayed_at: string | null;
  readonly data: { readonly [name: string]: unknown };
  readonly tries: readonly {
    readonly at: string;
    readonly took_ms: number;
    readonly result: 'delivered' | 'gone' | 'answered' | 'unreached' | 'timed-out' | 'refused';
    readonly status: number | null;
    readonly code: number | null;
    readonly problem: string | null;
  }[];
};

/** Each operation's path, and what it takes and gives. */
export interface Operations {
  /** By what one signs in here */
  signInOptions: { readonly result: { readonly password: true; readonly oidc: boolean } };
  /** Sign in with a browser, by name and password */
  signIn: { readonly json: { readonly name: string; readonly password: string }; readonly result: Caller };
  /** Whom a link is for that sets a password */
  readLink: {
    readonly json: { readonly link: string };
    readonly result: { readonly first_admin: boolean; readonly name: string | null };
  };
  /** Set a password by a link, which works once, and sign in */
  redeemLink: {
    readonly json: { readonly link: string; readonly password: string; readonly name?: string };
    readonly result: Caller;
  };
  /** Who you are here, and what you may see */
  session: { readonly result: Caller };
  /** End your session */
  signOut: { readonly result: undefined };
  /** Set another password, by the present one; your other sessions end */
  changePassword: {
    readonly json: { readonly password: string; readonly next: string };
    readonly result: undefined;
  };
  /** Sign in through the provider of identities, with a browser */
  oidcStart: { readonly result: undefined };
  /** Where the provider sends the browser back to */
  oidcFinish: { readonly query?: { readonly state?: string }; readonly result: undefined };
  /** All users */
  listUsers: {
    readonly query?: { readonly after?: string; readonly limit?: number };
    readonly result: { readonly data: readonly User[]; readonly next: string | null };
  };
  /** Make a user, and a link by which a password is set */
  createUser: {
    readonly json: { readonly name: string; readonly role: Role; readonly labels?: readonly string[] };
    readonly result: User & { readonly link: string };
  };
  /** A new link; the password, the link before and all sessions end */
  linkUser: { readonly params: { readonly user: string }; readonly result: User & { readonly link: string } };
  /** End what a user may do; his sessions and keys end */
  deleteUser: { readonly params: { readonly user: string }; readonly result: undefined };
  /** All keys, without the keys themselves */
  listKeys: {
    readonly query?: { readonly after?: string; readonly limit?: number };
    readonly result: { readonly data: readonly Key[]; readonly next: string | null };
  };
  /** Make a key, which is told once and counts as you */
  createKey: {
    readonly json: {
      readonly role: Role;
      readonly labels?: readonly string[];
      readonly name?: string;
      readonly expires_in_seconds?: number;
    };
    readonly result: Key & { readonly key: string };
  };
  /** Revoke a key */
  deleteKey: { readonly params: { readonly key: string }; readonly result: undefined };
  /** Who did what to which batch, from where; the newest first */
  listAudit: {
    readonly query?: { readonly after?: string; readonly limit?: number };
    readonly result: { readonly data: readonly AuditLine[]; readonly next: string | null };
  };
  /** Send a list; the body is the file */
  createList: {
    readonly query: { readonly name: string };
    readonly body: Uint8Array | ReadableStream<Uint8Array> | string;
    readonly result: List;
  };
  /** The list that an upload has become */
  findUploadedList: { readonly query: { readonly upload: string }; readonly result: List };
  /** Delete a list; batches that were made of it stay */
  deleteList: { readonly params: { readonly list: string }; readonly result: undefined };
  /** What the list holds and what verifying it would take; nobody is called */
  checkList: {
    readonly params: { readonly list: string };
    readonly query?: {
      readonly encoding?: string;
      readonly delimiter?: string;
      readonly sheet?: string;
      readonly header?: 'true' | 'false';
      readonly header_row?: number;
      readonly name_column?: string;
      readonly id_column?: string;
      readonly precheck?: 'reject' | 'warn' | 'off';
      readonly dedupe?: 'true' | 'false';
      readonly previous?: string | 'latest';
      readonly label?: string;
      readonly rate?: number;
      readonly carry?: string;
      readonly carry_label?: 'same' | 'any';
    };
    readonly result: ListCheck;
  };
  /** Make a batch of a list: a draft, or with `start` one that is verified */
  createBatch: {
    readonly headers: { readonly 'idempotency-key': string };
    readonly json: NewBatch;
    readonly result: Batch;
  };
  /** All batches that you see, the newest first */
  listBatches: {
    readonly query?: {
      readonly after?: string;
      readonly limit?: number;
      readonly state?:
        | 'draft'
        | 'awaiting_approval'
        | 'queued'
        | 'running'
        | 'paused'
        | 'waiting'
        | 'halted'
        | 'completed'
        | 'cancelled';
      readonly label?: string;
      readonly q?: string;
    };
    readonly result: { readonly data: readonly Batch[]; readonly next: string | null };
  };
  /** How a batch is */
  getBatch: { readonly params: { readonly batch: string }; readonly result: Batch };
  /** Start a draft, or go on beyond a sample */
  startBatch: { readonly params: { readonly batch: string }; readonly result: Batch };
  /** Verify so many rows from all over the list; then the batch is paused */
  sampleBatch: {
    readonly params: { readonly batch: string };
    readonly json: { readonly rows: number };
    readonly result: Batch;
  };
  /** Make no new calls; nothing is lost */
  pauseBatch: { readonly params: { readonly batch: string }; readonly result: Batch };
  /** Go on, also after a halt; options given again replace those recorded */
  resumeBatch: {
    readonly params: { readonly batch: string };
    readonly json?: {
      readonly options?: {
        readonly max_calls?: number;
        readonly max_attempts?: number;
        readonly in_doubt?: 'retry' | 'hold';
        readonly daily_limit?: 'wait' | 'end';
        readonly rate?: number;
        readonly priority?: 'high' | 'normal' | 'low';
      };
    };
    readonly result: Batch;
  };
  /** End the batch for good, with the outcomes so far; a draft is deleted */
  cancelBatch: { readonly params: { readonly batch: string }; readonly result: Batch };
  /** Let a batch call that somebody else has made */
  approveBatch: { readonly params: { readonly batch: string }; readonly result: Batch };
  /** End a batch that awaits its approval */
  rejectBatch: { readonly params: { readonly batch: string }; readonly result: Batch };
  /** Rows with their outcomes, names and numbers masked; `reveal` shows them, and is on record */
  listRows: {
    readonly params: { readonly batch: string };
    readonly query?: {
      readonly after?: string;
      readonly limit?: number;
      readonly status?:
        | 'match'
        | 'mismatch'
        | 'invalid_id'
        | 'bad_format'
        | 'lookup_failed'
        | 'error'
        | 'unreadable'
        | 'in_doubt'
        | 'not_sent'
        | 'erased';
      readonly reveal?: 'true' | 'false';
    };
    readonly result: { readonly data: readonly Row[]; readonly next: string | null };
  };
  /** The files of a batch that you may have */
  listBatchFiles: {
    readonly params: { readonly batch: string };
    readonly result: { readonly data: readonly BatchFile[]; readonly next: null };
  };
  /** A file of a batch, on record; `Range` and `If-None-Match` are heeded */
  getBatchFile: {
    readonly params: {
      readonly batch: string;
      readonly name:
        | 'outcomes.csv'
        | 'outcomes.match.csv'
        | 'outcomes.mismatch.csv'
        | 'outcomes.invalid_id.csv'
        | 'outcomes.bad_format.csv'
        | 'outcomes.lookup_failed.csv'
        | 'outcomes.error.csv'
        | 'outcomes.unreadable.csv'
        | 'outcomes.in_doubt.csv'
        | 'outcomes.not_sent.csv'
        | 'changes.csv'
        | 'corrected.csv'
        | 'outcomes.sample.csv'
        | 'outcomes.xlsx'
        | 'outcomes.sample.xlsx'
        | 'batch.html'
        | 'attempts.csv'
        | 'gaps.csv'
        | 'summary.json';
    };
    readonly result: Response;
  };
  /** What becomes of batches and accounts, as server-sent events */
  events: { readonly headers?: { readonly 'last-event-id'?: string }; readonly result: Response };
  /** Make a batch of these rows alone that corrects this one */
  createCorrections: {
    readonly params: { readonly batch: string };
    readonly headers?: { readonly 'idempotency-key'?: string };
    readonly json: Corrections;
    readonly result: Batch;
  };
  /** The accounts of batches that you see, and what holds up their calls */
  listAccounts: { readonly result: { readonly data: readonly Account[]; readonly next: null } };
  /** Say that the cause of a halt is mended; halted batches are then resumed */
  liftHalt: { readonly params: { readonly account: string }; readonly result: Account };
  /** The schedules whose batches you see */
  listSchedules: { readonly result: { readonly data: readonly Schedule[]; readonly next: null } };
  /** Begin a night now */
  runSchedule: { readonly params: { readonly name: string }; readonly result: Night };
  /** Reconciliations, the newest days first */
  listReconciliations: {
    readonly query?: { readonly after?: string; readonly limit?: number };
    readonly result: { readonly data: readonly Reconciliation[]; readonly next: string | null };
  };
  /** Hold the calls of days against the provider’s counts, or its bill */
  createReconciliation: {
    readonly json: { readonly from: string; readonly to: string };
    readonly result: Reconciliation;
  };
  /** The report as a page, as CSV or as JSON */
  getReconciliationFile: {
    readonly params: { readonly id: string; readonly file: 'report.html' | 'report.csv' | 'report.json' };
    readonly result: Response;
  };
  /** In which rows of which batches people stand */
  findPerson: {
    readonly json: People;
    readonly result: { readonly data: readonly FoundRow[]; readonly next: null };
  };
  /** Everything that is kept about people */
  exportPerson: {
    readonly json: People;
    readonly result: { readonly data: readonly KeptRow[]; readonly next: null };
  };
  /** Erase people from every file that is kept, or only tell what that would take */
  erasePerson: { readonly json: Erasure; readonly result: Erased };
  /** The rules of how long outcomes are kept */
  getRetention: { readonly result: { readonly data: readonly RetentionRule[]; readonly next: null } };
  /** Set a rule, or only tell what it would take */
  putRetention: { readonly json: NewRetentionRule; readonly result: RetentionSet };
  /** Whom Rollcall tells, and how that fares */
  listWebhooks: {
    readonly query?: { readonly after?: string; readonly limit?: number };
    readonly result: { readonly data: readonly Webhook[]; readonly next: string | null };
  };
  /** Tell somebody */
  createWebhook: { readonly json: NewWebhook; readonly result: AddedWebhook };
  /** Tell them no more, and forget what they were told */
  deleteWebhook: { readonly params: { readonly id: string }; readonly result: undefined };
  /** Messages and what became of them */
  listDeliveries: {
    readonly params: { readonly id: string };
    readonly query?: { readonly after?: string; readonly limit?: number };
    readonly result: { readonly data: readonly Delivery[]; readonly next: string | null };
  };
  /** Send a message once more, with the same id */
  replayDelivery: {
    readonly params: { readonly id: string; readonly delivery: string };
    readonly result: Delivery;
  };
}

export const OPERATIONS = {
  signInOptions: { method: 'GET', path: '/sign-in' },
  signIn: { method: 'POST', path: '/sign-in' },
  readLink: { method: 'POST', path: '/sign-in/link/read' },
  redeemLink: { method: 'POST', path: '/sign-in/link' },
  session: { method: 'GET', path: '/session' },
  signOut: { method: 'POST', path: '/sign-out' },
  changePassword: { method: 'POST', path: '/session/password' },
  oidcStart: { method: 'GET', path: '/sign-in/oidc' },
  oidcFinish: { method: 'GET', path: '/sign-in/oidc/back' },
  listUsers: { method: 'GET', path: '/users' },
  createUser: { method: 'POST', path: '/users' },
  linkUser: { method: 'POST', path: '/users/{user}/link' },
  deleteUser: { method: 'DELETE', path: '/users/{user}' },
  listKeys: { method: 'GET', path: '/keys' },
  createKey: { method: 'POST', path: '/keys' },
  deleteKey: { method: 'DELETE', path: '/keys/{key}' },
  listAudit: { method: 'GET', path: '/audit' },
  createList: { method: 'POST', path: '/lists' },
  findUploadedList: { method: 'GET', path: '/lists' },
  deleteList: { method: 'DELETE', path: '/lists/{list}' },
  checkList: { method: 'GET', path: '/lists/{list}/check' },
  createBatch: { method: 'POST', path: '/batches' },
  listBatches: { method: 'GET', path: '/batches' },
  getBatch: { method: 'GET', path: '/batches/{batch}' },
  startBatch: { method: 'POST', path: '/batches/{batch}/start' },
  sampleBatch: { method: 'POST', path: '/batches/{batch}/sample' },
  pauseBatch: { method: 'POST', path: '/batches/{batch}/pause' },
  resumeBatch: { method: 'POST', path: '/batches/{batch}/resume' },
  cancelBatch: { method: 'POST', path: '/batches/{batch}/cancel' },
  approveBatch: { method: 'POST', path: '/batches/{batch}/approve' },
  rejectBatch: { method: 'POST', path: '/batches/{batch}/reject' },
  listRows: { method: 'GET', path: '/batches/{batch}/rows' },
  listBatchFiles: { method: 'GET', path: '/batches/{batch}/files' },
  getBatchFile: { method: 'GET', path: '/batches/{batch}/files/{name}' },
  events: { method: 'GET', path: '/events' },
  createCorrections: { method: 'POST', path: '/batches/{batch}/corrections' },
  listAccounts: { method: 'GET', path: '/accounts' },
  liftHalt: { method: 'POST', path: '/accounts/{account}/lift-halt' },
  listSchedules: { method: 'GET', path: '/schedules' },
  runSchedule: { method: 'POST', path: '/schedules/{name}/run' },
  listReconciliations: { method: 'GET', path: '/reconciliations' },
  createReconciliation: { method: 'POST', path: '/reconciliations' },
  getReconciliationFile: { method: 'GET', path: '/reconciliations/{id}/{file}' },
  findPerson: { method: 'POST', path: '/persons/find' },
  exportPerson: { method: 'POST', path: '/persons/export' },
  erasePerson: { method: 'POST', path: '/persons/erase' },
  getRetention: { method: 'GET', path: '/retention' },
  putRetention: { method: 'PUT', path: '/retention' },
  listWebhooks: { method: 'GET', path: '/webhooks' },
  createWebhook: { method: 'POST', path: '/webhooks' },
  deleteWebhook: { method: 'DELETE', path: '/webhooks/{id}' },
  listDeliveries: { method: 'GET', path: '/webhooks/{id}/deliveries' },
  replayDelivery: { method: 'POST', path: '/webhooks/{id}/deliveries/{delivery}/replay' },
} as const;
