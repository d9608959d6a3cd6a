// The policy under which a page that Rollcall has written is shown: it can do nothing, and looks as it is meant to.

export const SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
