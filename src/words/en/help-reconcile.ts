// English: the help of `rollcall reconcile`.

export const helpReconcile = {
  summary: "hold the calls on record against the provider's counts",
  description:
    'Asks /verifyc/stat what the provider counted on these days (China Standard Time), or with ROLLCALL_PROVIDER=faceid takes the bill, compares it with every call on record, and writes report.json, report.csv and report.html. An earlier report of the same days is kept beside it. Exit status 0: balanced or explained; 4: unexplained or unsettled.',
  from: 'first day, YYYY-MM-DD',
  to: 'last day, YYYY-MM-DD',
  day: 'one day instead: YYYY-MM-DD, today or yesterday',
  out: 'where the report goes (default: <data>/reconciliations/<from>_<to>)',
  json: 'print the report on standard output as JSON',
  settle: 'ask again until two answers agree, for so long at most, such as 6h',
  settleEvery: 'time between two questions (default: a 24th of it, at most 15m)',
  clockTolerance: "how far the provider's clock may be off (default: 5s)",
  data: 'count the calls of these data directories instead of ROLLCALL_DATA',
  exclude: 'leave this batch out; may be given again',
  bill: 'with the bill instead of counts: CSV with period,calls and, if there, amount; "api" asks for it (default with ROLLCALL_PROVIDER=faceid)',
  baseline: 'known calls of others: CSV with date,code,calls; for a bill period,calls',
  onFinish: 'run this program with the path of report.json at the end',
  statQuery: 'send the days in the query string, where a gateway strips the body of a GET',
  searchCalls: 'read so many calls at most to name those behind differences',
  days: 'Give --from and --to, or --day alone: reconcile --day yesterday.',
};
