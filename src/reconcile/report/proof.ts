// What a report was made from, so that somebody else can check it: who and when, of which account, by which program, and
// the prints of all that was read. It reads nothing itself.

export interface Print {
  /** A path from the data directory or the report's own, or an absolute one. */
  readonly file: string;
  readonly sha256: string;
}

export interface Proof {
  readonly account: { readonly appid: string; readonly bucket: string };
  /** The service that was called. */
  readonly endpoint: string;
  /** Where the provider's figures come from: an address, or a file. */
  readonly figures_from: string;
  readonly provider: string;
  /** Of Rollcall. */
  readonly program_version: string;
  /** The user and the machine. */
  readonly made_by: string;
  /** Ledgers and attempts that were read, as they were just after. */
  readonly records: readonly Print[];
  /** The provider's answers as they came, kept beside the report. */
  readonly answers: readonly Print[];
}
