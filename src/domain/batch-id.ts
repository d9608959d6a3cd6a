// Which ids a batch may have, as they stand in paths, in Redis and on command lines.

export const BATCH_ID = /^(?!\d+$)[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
