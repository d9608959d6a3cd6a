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

export type Service = {
  readonly version: string;
  readonly provider: string;
  readonly provider_title: string;
  readonly auth_url: string;
  readonly appid: string | null;
  readonly has_credentials: boolean;
  readonly missing_settings: readonly string[];
  readonly own_redis: boolean;
  readonly price: string | null;
  readonly currency: string;
  readonly demo: boolean;
};

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

export type VerifiedAudit = {
  readonly whole: boolean;
  readonly damaged_line: number | null;
  readonly lines: number;
  readonly hash: string | null;
  readonly at: string | null;
  readonly torn_bytes: number;
  readonly has: boolean;
};

export type AuditToVerify = { readonly has?: string };

export type List = {
  readonly list: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly by: string;
  readonly sent_at: string;
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
  readonly budget?: {
    readonly label: string;
    readonly month: string;
    readonly in: 'calls' | 'money';
    readonly currency: string | null;
    readonly budget: number | string;
    readonly used: number | string;
    readonly left: number | string;
    readonly percent: number;
    readonly fits: boolean | null;
    readonly counted_on_disk: boolean;
  } | null;
};

export type ListColumns = {
  readonly complete: boolean;
  readonly encoding: string | null;
  readonly sheet: string | null;
  readonly delimiter: string | null;
  readonly header_row: number | null;
  readonly rows: number;
  readonly columns: readonly {
    readonly column: number;
    readonly title: string | null;
    readonly filled: number;
    readonly samples: readonly string[];
  }[];
  readonly name_column: number | null;
  readonly id_column: number | null;
  readonly remembered: {
    readonly encoding?: string;
    readonly delimiter?: string;
    readonly header_row?: number;
    readonly name_column?: string;
    readonly id_column?: string;
  } | null;
};

export type Upload = {
  readonly upload: string;
  readonly name: string;
  readonly bytes: number;
  readonly received: number;
  readonly began_at: string | null;
  readonly expires_at: string | null;
};

export type Batch = {
  readonly batch: string;
  readonly data_dir: string;
  readonly label: string;
  readonly file: string;
  readonly created_at: string;
  readonly made_by: string | null;
  readonly made_by_name: string | null;
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
    readonly made_by_name: string | null;
    readonly approved?: { readonly by: string; readonly how: string; readonly at: string };
  };
  readonly until?: string;
  readonly purged_at?: string;
  readonly erased?: number;
  readonly rows: number;
  readonly rows_estimated?: true;
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
  readonly anomalies?: readonly {
    readonly hour: string;
    readonly measure: 'match' | 'lookup_failed' | 'error';
    readonly rows: number;
    readonly share: number;
    readonly usual: { readonly least: number; readonly most: number } | null;
    readonly cause: 'list' | 'provider' | 'unknown';
  }[];
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

export type Timeline = {
  readonly batch: string;
  readonly step_seconds: number;
  readonly complete: boolean;
  readonly data: readonly {
    readonly at: string;
    readonly calls: number;
    readonly answered: number;
    readonly in_doubt: number;
    readonly refused: number;
    readonly by_code: { readonly [name: string]: number };
  }[];
};

export type Comparison = {
  readonly batch: ComparedBatch;
  readonly with: ComparedBatch;
  readonly changes: {
    readonly batch: string;
    readonly previous: string;
    readonly changed: number;
    readonly new: number;
    readonly gone: number;
    readonly carried: number;
    readonly edges: readonly { readonly from: string; readonly to: string; readonly rows: number }[];
  } | null;
};

export type ComparedBatch = {
  readonly batch: string;
  readonly label: string;
  readonly created_at: string;
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
  readonly rows: number;
  readonly calls: number;
  readonly by_status: { readonly [name: string]: number };
  readonly by_code: { readonly [name: string]: number };
  readonly match_rate: number | null;
  readonly cost?: { readonly [name: string]: unknown } | null;
};

export type LabelNight = ComparedBatch & {
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly previous: string | null;
  readonly changed: number | null;
  readonly new: number | null;
  readonly gone: number | null;
};

export type Label = { readonly label: string; readonly batches: number; readonly last: string };

export type BatchAct = {
  readonly seq: number;
  readonly at: string;
  readonly act: string;
  readonly who: string;
  readonly name: string | null;
  readonly by: 'key' | 'session' | 'terminal' | 'rollcall';
  readonly stated: boolean;
  readonly value: number | string | null;
  readonly from?: string;
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

export type RowReason = {
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
  readonly source: string;
  readonly message: string;
  readonly rows: number;
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

export type Approval = {
  readonly calls: number | null;
  readonly set_by: string | null;
  readonly set_by_name: string | null;
  readonly set_at: string | null;
};

export type Schedule = {
  readonly name: string;
  readonly cron: string;
  readonly tz: string;
  readonly label: string;
  readonly next: readonly string[];
  readonly next_on_clock: readonly string[];
  readonly last: {
    readonly night: string;
    readonly state: string;
    readonly batch: string | null;
    readonly reason: string | null;
    readonly due_at: string;
  } | null;
};

export type Night = { readonly schedule: string; readonly night: string; readonly state: string };

export type NightInHistory = {
  readonly night: string;
  readonly due_at: string;
  readonly due_on_clock: string;
  readonly trigger: 'time' | 'late' | 'hand';
  readonly state: string;
  readonly reason: string | null;
  readonly exit: number | null;
  readonly file: string | null;
  readonly batch: string | null;
  readonly rows: number | null;
  readonly calls: number | null;
  readonly carried: number | null;
  readonly changed: number | null;
  readonly new: number | null;
  readonly gone: number | null;
  readonly purged_at: string | null;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly reconciliation: {
    readonly day: string;
    readonly state: string;
    readonly verdict: string | null;
    readonly asked: number;
    readonly reason: string | null;
  } | null;
};

export type Reconciliation = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: 'balanced' | 'explained' | 'unsettled' | 'unexplained';
  readonly basis: 'codes' | 'bill';
  readonly made_at: string | null;
  readonly asks_again: boolean;
};

export type CalendarMonth = {
  readonly month: string;
  readonly provider: string;
  readonly state: 'open' | 'awaiting_review' | 'closed';
  readonly verdict: 'balanced' | 'explained' | 'unsettled' | 'unexplained' | null;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
  readonly calls: number;
  readonly unreconciled: number;
  readonly days: readonly {
    readonly date: string;
    readonly calls: number;
    readonly verdict: 'balanced' | 'explained' | 'unsettled' | 'unexplained' | null;
    readonly ours: number | null;
    readonly in_doubt: number | null;
    readonly theirs: number | null;
    readonly difference: number | null;
    readonly report: string | null;
    readonly made_at: string | null;
  }[];
};

export type Month = {
  readonly month: string;
  readonly provider: string;
  readonly state: 'open' | 'awaiting_review' | 'closed';
  readonly open: boolean;
  readonly verdict: 'balanced' | 'explained' | 'unsettled' | 'unexplained';
  readonly made_at: string;
  readonly days: readonly {
    readonly date: string;
    readonly verdict: 'balanced' | 'explained' | 'unsettled' | 'unexplained';
    readonly ours: number;
    readonly in_doubt: number;
    readonly theirs: number | null;
    readonly difference: number | null;
  }[];
  readonly differences: readonly {
    readonly id: string;
    readonly kind: string;
    readonly date: string;
    readonly code: string | null;
    readonly calls: number;
    readonly amount?: string;
    readonly age_days: number;
    readonly carried_from: string | null;
    readonly accepted: string | null;
  }[];
  readonly labels: readonly {
    readonly label: string;
    readonly batches: number;
    readonly calls: number;
    readonly in_doubt: number;
    readonly cost: string | null;
    readonly cost_in_doubt: string | null;
  }[];
  readonly bridge: readonly {
    readonly line: string;
    readonly calls: number;
    readonly amount: string | null;
  }[];
  readonly cost: { readonly currency: string; readonly ours: string | null; readonly theirs: string | null };
  readonly bill: {
    readonly source: 'api' | 'file';
    readonly calls: number;
    readonly amount: string | null;
    readonly difference: string | null;
    readonly rounding_at_most: string | null;
  } | null;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
  readonly reviewed_by: { readonly name: string; readonly how: string } | null;
  readonly proposed: {
    readonly by: string;
    readonly how: string;
    readonly at: string;
    readonly early: boolean;
    readonly accept: readonly { readonly id: string; readonly because: string }[];
  } | null;
  readonly review_needed: boolean;
};

export type MonthOrder =
  | {
      readonly state: 'closed';
      readonly accept?: readonly { readonly id: string; readonly because: string }[];
      readonly early?: boolean;
    }
  | { readonly state: 'open'; readonly reason: string };

export type Budget = {
  readonly label: string;
  readonly month: string;
  readonly in: 'calls' | 'money';
  readonly currency: string | null;
  readonly budget: number | string;
  readonly used: number | string;
  readonly left: number | string;
  readonly percent: number;
  readonly set_at: string;
  readonly set_by: string;
};

export type NewBudget = {
  readonly label: string;
  readonly month: string;
  readonly calls?: number;
  readonly amount?: string;
};

export type Prices = {
  readonly prices: readonly {
    readonly number: number;
    readonly price: string;
    readonly currency: string;
    readonly from: string;
    readonly provider: string;
    readonly set_at: string;
    readonly set_by: string;
    readonly removed_at?: string;
    readonly removed_by?: string;
    readonly code: string | null;
    readonly state: 'in-force' | 'later' | 'earlier' | 'removed';
  }[];
  readonly packages: readonly Package[];
  readonly now: { readonly currency: string; readonly prices: { readonly [name: string]: string } } | null;
  readonly otherwise: string | null;
};

export type Package = {
  readonly number: number;
  readonly price: string;
  readonly currency: string;
  readonly from: string;
  readonly provider: string;
  readonly set_at: string;
  readonly set_by: string;
  readonly removed_at?: string;
  readonly removed_by?: string;
  readonly calls: number;
  readonly left: number;
  readonly until: string | null;
};

export type Price = {
  readonly number: number;
  readonly price: string;
  readonly currency: string;
  readonly from: string;
  readonly provider: string;
  readonly set_at: string;
  readonly set_by: string;
  readonly removed_at?: string;
  readonly removed_by?: string;
  readonly code: string | null;
};

export type NewPrice = {
  readonly price: string;
  readonly from: string;
  readonly provider?: 'youtu' | 'faceid';
  readonly code?: string;
};

export type NewPackage = {
  readonly calls: number;
  readonly from: string;
  readonly until?: string;
  readonly price?: string;
  readonly amount?: string;
  readonly provider?: 'youtu' | 'faceid';
};

export type Quote = {
  readonly batch: string;
  readonly label: string;
  readonly complete: boolean;
  readonly rows: number;
  readonly calls: number;
  readonly carried: number;
  readonly duplicates: number;
  readonly not_sent: number;
  readonly price: string | null;
  readonly cost: string | null;
  readonly currency: string;
  readonly budget: BudgetLeft;
};

export type BudgetLeft = {
  readonly label: string;
  readonly month: string;
  readonly in: 'calls' | 'money';
  readonly currency: string | null;
  readonly budget: number | string;
  readonly used: number | string;
  readonly left: number | string;
  readonly percent: number;
  readonly fits: boolean | null;
  readonly counted_on_disk: boolean;
} | null;

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

export type Receipt = {
  readonly number: number;
  readonly at: string;
  readonly by: string;
  readonly people: number | null;
  readonly retention: {
    readonly label: string;
    readonly statuses: readonly string[];
    readonly days: number;
  } | null;
  readonly batches: readonly {
    readonly batch: string;
    readonly label: string;
    readonly rows: number;
    readonly files: number;
  }[];
  readonly purged: readonly string[];
  readonly unreadable: readonly { readonly batch: string; readonly rows: string }[];
  readonly not_reached: readonly {
    readonly batch: string | null;
    readonly file: string | null;
    readonly why: string;
  }[];
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
  readonly due: readonly {
    readonly batch: string;
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
    readonly rows: number;
  }[];
  readonly kept: readonly { readonly batch: string; readonly why: string }[];
  readonly recorded: boolean;
  readonly rules: readonly RetentionRule[];
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

export type RetentionRun = {
  readonly due: readonly {
    readonly batch: string;
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
    readonly rows: number;
  }[];
  readonly kept: readonly { readonly batch: string; readonly why: string }[];
  readonly erased: boolean;
  readonly receipts: readonly string[];
  readonly not_reached: readonly {
    readonly batch: string | null;
    readonly file: string | null;
    readonly why: string;
  }[];
};

export type RetentionRunRequest = { readonly erase?: boolean };

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
    | 'anomaly'
    | 'budget.reached'
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
    | 'anomaly'
    | 'budget.reached'
  )[];
  readonly shape?: 'standard' | 'wecom' | 'dingtalk' | 'feishu';
  readonly labels?: readonly string[];
  readonly keyword?: string;
  readonly secret?: string;
};

export type RotatedWebhook = AddedWebhook & { readonly old_until: string };

export type NewSecret = { readonly old_for_seconds?: number; readonly secret?: string };

export type Delivery = {
  readonly id: string;
  readonly type:
    | 'batch.completed'
    | 'batch.halted'
    | 'batch.cancelled'
    | 'batch.awaiting_approval'
    | 'reconciliation.finished'
    | 'schedule.missed'
    | 'anomaly'
    | 'budget.reached'
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
  /** What this service is set up as */
  getService: { readonly result: Service };
  /** Try the credentials, with a request that costs nothing */
  tryService: {
    readonly result: { readonly result: 'ok' | 'refused' | 'unreachable'; readonly message: string };
  };
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
    readonly query?: {
      readonly after?: string;
      readonly limit?: number;
      readonly who?: string;
      readonly act?: string;
      readonly batch?: string;
    };
    readonly result: { readonly data: readonly AuditLine[]; readonly next: string | null };
  };
  /** Whether every line of the record is as it was written */
  verifyAudit: { readonly json?: AuditToVerify; readonly result: VerifiedAudit };
  /** Send a list; the body is the file */
  createList: {
    readonly query: { readonly name: string };
    readonly body: Uint8Array | ReadableStream<Uint8Array> | string;
    readonly result: List;
  };
  /** The lists that you have sent and that are kept; with `upload` the one that an upload has become */
  listLists: {
    readonly query?: { readonly after?: string; readonly limit?: number; readonly upload?: string };
    readonly result: { readonly data: readonly List[]; readonly next: string | null } | List;
  };
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
      readonly wait_ms?: number | null;
    };
    readonly result: ListCheck;
  };
  /** How the list is read: its columns, how full each is, masked cells; also before it is clear which is which */
  listColumns: {
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
    };
    readonly result: ListColumns;
  };
  /** Uploads that you have begun and may go on with, by the tus protocol at /uploads/{upload} */
  listUploads: { readonly result: { readonly data: readonly Upload[]; readonly next: null } };
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
      readonly by?: string;
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
  approveBatch: {
    readonly params: { readonly batch: string };
    readonly json?: { readonly calls?: number };
    readonly result: Batch;
  };
  /** End a batch that awaits its approval */
  rejectBatch: { readonly params: { readonly batch: string }; readonly result: Batch };
  /** Calls over time, by code; steps without a call are left out */
  getBatchTimeline: {
    readonly params: { readonly batch: string };
    readonly query?: { readonly step?: '300' | '3600' | '86400' };
    readonly result: Timeline;
  };
  /** Two batches beside each other, and whose status changed where one was compared with the other */
  compareBatches: {
    readonly params: { readonly batch: string };
    readonly query: { readonly with: string };
    readonly result: Comparison;
  };
  /** A label’s batches that have ended, the newest first, with their match rates */
  listLabelNights: {
    readonly query: { readonly after?: string; readonly limit?: number; readonly label: string };
    readonly result: { readonly data: readonly LabelNight[]; readonly next: string | null };
  };
  /** The labels whose batches you see, by name */
  listLabels: {
    readonly query?: { readonly after?: string; readonly limit?: number };
    readonly result: { readonly data: readonly Label[]; readonly next: string | null };
  };
  /** Who did what to the batch, the newest first; who made it, and what it was called before */
  getBatchHistory: {
    readonly params: { readonly batch: string };
    readonly query?: { readonly after?: string; readonly limit?: number };
    readonly result: {
      readonly data: readonly BatchAct[];
      readonly next: string | null;
      readonly made: {
        readonly at: string;
        readonly who: string | null;
        readonly name: string | null;
        readonly by: string | null;
      };
      readonly labels: readonly {
        readonly at: string;
        readonly who: string;
        readonly was: string;
        readonly label: string;
      }[];
    };
  };
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
      readonly code?: string;
      readonly source?: string;
      readonly reason?: string;
      readonly reveal?: 'true' | 'false';
    };
    readonly result: { readonly data: readonly Row[]; readonly next: string | null };
  };
  /** Why rows ended as they did, counted, the most first */
  listRowReasons: {
    readonly params: { readonly batch: string };
    readonly result: {
      readonly data: readonly RowReason[];
      readonly next: null;
      readonly others: number;
      readonly complete: boolean;
    };
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
  /** From how many calls on a batch needs an approval */
  getApproval: { readonly result: Approval };
  /** Set that number, or switch it off */
  setApproval: { readonly json: { readonly calls: number | null }; readonly result: Approval };
  /** The schedules whose batches you see */
  listSchedules: {
    readonly result: {
      readonly data: readonly Schedule[];
      readonly next: null;
      readonly has_workers: boolean;
    };
  };
  /** Begin a night now */
  runSchedule: { readonly params: { readonly name: string }; readonly result: Night };
  /** What became of the nights of a schedule */
  listNights: {
    readonly params: { readonly name: string };
    readonly query?: { readonly limit?: number };
    readonly result: { readonly data: readonly NightInHistory[]; readonly next: null };
  };
  /** Reconciliations, the newest days first */
  listReconciliations: {
    readonly query?: { readonly after?: string; readonly limit?: number };
    readonly result: { readonly data: readonly Reconciliation[]; readonly next: string | null };
  };
  /** Hold the calls of days against the provider’s counts, or its bill */
  createReconciliation: {
    readonly json: { readonly from: string; readonly to: string; readonly ask_again?: boolean };
    readonly result: Reconciliation;
  };
  /** The report as a page, as CSV or as JSON */
  getReconciliationFile: {
    readonly params: { readonly id: string; readonly file: 'report.html' | 'report.csv' | 'report.json' };
    readonly result: Response;
  };
  /** The calendar: each month’s state, each day’s calls and what the newest reconciliation says of it */
  listMonths: {
    readonly query?: { readonly from?: string; readonly to?: string };
    readonly result: { readonly data: readonly CalendarMonth[]; readonly next: null };
  };
  /** How a month stands now: every day is reconciled, so the provider is asked */
  getMonth: { readonly params: { readonly month: string }; readonly result: Month };
  /** Close a month, propose to, or open it again */
  putMonth: {
    readonly params: { readonly month: string };
    readonly json: MonthOrder;
    readonly result: Month;
  };
  /** A file of a closed month, as it was closed */
  getMonthFile: {
    readonly params: {
      readonly month: string;
      readonly file: 'close.html' | 'close.json' | 'journal.csv' | 'evidence.zip';
    };
    readonly result: Response;
  };
  /** Keep the provider’s bill with a month, as a further side; the body is a CSV with period, calls, amount */
  putBill: {
    readonly params: { readonly month: string };
    readonly body: Uint8Array | ReadableStream<Uint8Array> | string;
    readonly result: { readonly month: string; readonly lines: number };
  };
  /** Take the bill of a month back */
  deleteBill: { readonly params: { readonly month: string }; readonly result: undefined };
  /** Budgets, with what is used and left; without a month those of the present one and later ones */
  listBudgets: {
    readonly query?: { readonly month?: string };
    readonly result: { readonly data: readonly Budget[]; readonly next: null };
  };
  /** Set what a label may call in a month; halted batches are then resumed */
  putBudget: { readonly json: NewBudget; readonly result: Budget };
  /** Let a label call without a limit again */
  deleteBudget: {
    readonly query: { readonly label: string; readonly month: string };
    readonly result: undefined;
  };
  /** All prices and packages, those taken back too, and what a call costs now */
  listPrices: { readonly result: Prices };
  /** Set what a call costs from a day in China on; set twice it stays one */
  putPrice: { readonly json: NewPrice; readonly result: Price & { readonly unpriced: readonly string[] } };
  /** Enter calls that are paid for beforehand */
  createPackage: {
    readonly headers: { readonly 'idempotency-key': string };
    readonly json: NewPackage;
    readonly result: Package;
  };
  /** Take a price or a package back, on record; costs on record stay */
  deletePrice: { readonly params: { readonly number: number }; readonly result: undefined };
  /** What a draft, or a batch that awaits its approval, would take */
  quoteBatch: { readonly params: { readonly batch: string }; readonly result: Quote };
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
  /** What was erased, when and by whom; never who was meant */
  listReceipts: {
    readonly query?: { readonly after?: string; readonly limit?: number };
    readonly result: {
      readonly data: readonly Receipt[];
      readonly next: string | null;
      readonly broken_after: number | null;
    };
  };
  /** The rules of how long outcomes are kept */
  getRetention: { readonly result: { readonly data: readonly RetentionRule[]; readonly next: null } };
  /** Set a rule, or only tell what it would take */
  putRetention: { readonly json: NewRetentionRule; readonly result: RetentionSet };
  /** A rule counts no more; what it has erased stays erased */
  deleteRetention: {
    readonly query: {
      readonly label: string;
      readonly status?:
        | 'match'
        | 'mismatch'
        | 'invalid_id'
        | 'bad_format'
        | 'lookup_failed'
        | 'error'
        | 'unreadable'
        | 'in_doubt'
        | 'not_sent';
    };
    readonly result: undefined;
  };
  /** Carry the rules out now, or only tell what they would take */
  runRetention: { readonly json?: RetentionRunRequest; readonly result: RetentionRun };
  /** Whom Rollcall tells, and how that fares */
  listWebhooks: {
    readonly query?: { readonly after?: string; readonly limit?: number };
    readonly result: { readonly data: readonly Webhook[]; readonly next: string | null };
  };
  /** Tell somebody */
  createWebhook: { readonly json: NewWebhook; readonly result: AddedWebhook };
  /** Tell them no more, and forget what they were told */
  deleteWebhook: { readonly params: { readonly id: string }; readonly result: undefined };
  /** Another secret; the old one signs beside it for a while */
  rotateWebhook: {
    readonly params: { readonly id: string };
    readonly json?: NewSecret;
    readonly result: RotatedWebhook;
  };
  /** Tell one again whose receiver had said that it is gone (410) */
  enableWebhook: { readonly params: { readonly id: string }; readonly result: Webhook };
  /** Send a message of the type webhook.test now, once */
  testWebhook: { readonly params: { readonly id: string }; readonly result: Delivery };
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
  getService: { method: 'GET', path: '/service' },
  tryService: { method: 'POST', path: '/service/try' },
  listUsers: { method: 'GET', path: '/users' },
  createUser: { method: 'POST', path: '/users' },
  linkUser: { method: 'POST', path: '/users/{user}/link' },
  deleteUser: { method: 'DELETE', path: '/users/{user}' },
  listKeys: { method: 'GET', path: '/keys' },
  createKey: { method: 'POST', path: '/keys' },
  deleteKey: { method: 'DELETE', path: '/keys/{key}' },
  listAudit: { method: 'GET', path: '/audit' },
  verifyAudit: { method: 'POST', path: '/audit/verify' },
  createList: { method: 'POST', path: '/lists' },
  listLists: { method: 'GET', path: '/lists' },
  deleteList: { method: 'DELETE', path: '/lists/{list}' },
  checkList: { method: 'GET', path: '/lists/{list}/check' },
  listColumns: { method: 'GET', path: '/lists/{list}/columns' },
  listUploads: { method: 'GET', path: '/uploads' },
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
  getBatchTimeline: { method: 'GET', path: '/batches/{batch}/timeline' },
  compareBatches: { method: 'GET', path: '/batches/{batch}/compare' },
  listLabelNights: { method: 'GET', path: '/nights' },
  listLabels: { method: 'GET', path: '/labels' },
  getBatchHistory: { method: 'GET', path: '/batches/{batch}/history' },
  listRows: { method: 'GET', path: '/batches/{batch}/rows' },
  listRowReasons: { method: 'GET', path: '/batches/{batch}/reasons' },
  listBatchFiles: { method: 'GET', path: '/batches/{batch}/files' },
  getBatchFile: { method: 'GET', path: '/batches/{batch}/files/{name}' },
  events: { method: 'GET', path: '/events' },
  createCorrections: { method: 'POST', path: '/batches/{batch}/corrections' },
  listAccounts: { method: 'GET', path: '/accounts' },
  liftHalt: { method: 'POST', path: '/accounts/{account}/lift-halt' },
  getApproval: { method: 'GET', path: '/approval' },
  setApproval: { method: 'PUT', path: '/approval' },
  listSchedules: { method: 'GET', path: '/schedules' },
  runSchedule: { method: 'POST', path: '/schedules/{name}/run' },
  listNights: { method: 'GET', path: '/schedules/{name}/nights' },
  listReconciliations: { method: 'GET', path: '/reconciliations' },
  createReconciliation: { method: 'POST', path: '/reconciliations' },
  getReconciliationFile: { method: 'GET', path: '/reconciliations/{id}/{file}' },
  listMonths: { method: 'GET', path: '/months' },
  getMonth: { method: 'GET', path: '/months/{month}' },
  putMonth: { method: 'PUT', path: '/months/{month}' },
  getMonthFile: { method: 'GET', path: '/months/{month}/{file}' },
  putBill: { method: 'PUT', path: '/months/{month}/bill' },
  deleteBill: { method: 'DELETE', path: '/months/{month}/bill' },
  listBudgets: { method: 'GET', path: '/budgets' },
  putBudget: { method: 'PUT', path: '/budgets' },
  deleteBudget: { method: 'DELETE', path: '/budgets' },
  listPrices: { method: 'GET', path: '/prices' },
  putPrice: { method: 'PUT', path: '/prices' },
  createPackage: { method: 'POST', path: '/prices/packages' },
  deletePrice: { method: 'DELETE', path: '/prices/{number}' },
  quoteBatch: { method: 'GET', path: '/batches/{batch}/quote' },
  findPerson: { method: 'POST', path: '/persons/find' },
  exportPerson: { method: 'POST', path: '/persons/export' },
  erasePerson: { method: 'POST', path: '/persons/erase' },
  listReceipts: { method: 'GET', path: '/receipts' },
  getRetention: { method: 'GET', path: '/retention' },
  putRetention: { method: 'PUT', path: '/retention' },
  deleteRetention: { method: 'DELETE', path: '/retention' },
  runRetention: { method: 'POST', path: '/retention/run' },
  listWebhooks: { method: 'GET', path: '/webhooks' },
  createWebhook: { method: 'POST', path: '/webhooks' },
  deleteWebhook: { method: 'DELETE', path: '/webhooks/{id}' },
  rotateWebhook: { method: 'POST', path: '/webhooks/{id}/rotate' },
  enableWebhook: { method: 'POST', path: '/webhooks/{id}/enable' },
  testWebhook: { method: 'POST', path: '/webhooks/{id}/test' },
  listDeliveries: { method: 'GET', path: '/webhooks/{id}/deliveries' },
  replayDelivery: { method: 'POST', path: '/webhooks/{id}/deliveries/{delivery}/replay' },
} as const;
