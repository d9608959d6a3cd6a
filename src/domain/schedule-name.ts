// What a schedule may be called. Pure.

/** With a night behind it, it is a batch's id. */
export const SCHEDULE_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
