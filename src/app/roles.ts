// What a worker process may do.

/** `verify` calls the service and needs no files; `batch` reads lists, writes outcomes, and owns the data directory. */
export const ROLES = ['verify', 'batch', 'all'] as const;
export type Role = (typeof ROLES)[number];
