// Which names a schedule may have. Pure.

/** Short enough that the name and a night together are a valid batch id. */
export const SCHEDULE_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
