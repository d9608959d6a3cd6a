// A record of a made-up customer list, before it is written as CSV.

export interface Customer {
  readonly customerNumber: string;
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  /** A cell beyond the header's columns, which makes the record unreadable. */
  readonly surplusCell?: string | undefined;
}
