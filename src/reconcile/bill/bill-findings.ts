// Says in sentences what the comparison with a bill means: what accounts for the differences, what is left, and what to
// do. Chinese and English. Pure.

import { isMonth, periodEnd, type BillPeriod } from '../../domain/bill.js';
import { chinaIso } from '../../domain/china-time.js';
import type { CallFates } from '../balance/call-fates.js';
import { SETTLING_MS } from '../balance/cuts.js';
import { calls, runningFindings, type Finding } from '../balance/findings.js';
import type { BillBalance, PeriodBalance } from './bill-balance.js';

export interface BillFindingsInput {
  readonly balance: BillBalance;
  readonly fates: CallFates;
  /** How many of the billed calls a package has paid; null where the bill doesn't say. */
  readonly deducted: number | null;
  readonly unfinished: readonly string[];
  readonly nowMs: number;
}

export function billFindings(input: BillFindingsInput): Finding[] {
  const { fates, deducted, unfinished, balance } = input;
  return [
    ...coveredFindings(fates),
    ...(deducted === null || deducted === 0
      ? []
      : [
          {
            en: `${calls(deducted)} paid by a package: in the bill's number of calls, and not in its amount.`,
            zh: `${deducted} 次由资源包抵扣：计入账单次数，不计入金额。`,
          },
        ]),
    ...monthFindings(balance.periods),
    ...runningFindings(unfinished),
    ...lateFindings(balance.periods),
    ...foreignFindings(fates),
    ...missingFindings(input),
  ];
}

function coveredFindings({ inDoubt, atEdge, known }: CallFates): Finding[] {
  const found: Finding[] = [];
  if (inDoubt > 0)
    found.push({
      en: `${calls(inDoubt)} whose answer never came, billed all the same.`,
      zh: `${inDoubt} 次调用未收到应答，但已计费。`,
    });
  if (atEdge > 0)
    found.push({
      en: `${calls(atEdge)} around midnight: billed on the day next to ours, as clocks and time in transit allow.`,
      zh: `${atEdge} 次调用位于零点前后：因时钟差与传输时间，计入相邻日期的账单。`,
    });
  if (known > 0)
    found.push({
      en: `${calls(known)} of others that were declared beforehand (--baseline).`,
      zh: `${known} 次为事先申报的其他来源调用（--baseline）。`,
    });
  return found;
}

function monthFindings(periods: readonly PeriodBalance[]): Finding[] {
  const months = periods.filter(({ period }) => isMonth(period)).map(({ period }) => period);
  if (months.length === 0) return [];
  return [
    {
      en: `The bill has the sum of ${months.join(', ')} and not every day of it: it is held against all our calls of that month, whatever days were asked for.`,
      zh: `账单仅有 ${months.join('，')} 的整月合计：与我方该月的全部调用比较，不论所选日期。`,
    },
  ];
}

const NAMED_AT_MOST = 10;

function lateFindings(periods: readonly PeriodBalance[]): Finding[] {
  const late = periods.filter(({ theirs, verdict }) => theirs === undefined && verdict === 'unsettled');
  if (late.length === 0) return [];
  const ours = late.reduce((sum, period) => sum + period.calls.ours, 0);
  const names = named(late.map(({ period }) => period));
  const last = periods.findLast(({ theirs }) => theirs !== undefined)?.period ?? '';
  const passedOver = late.some(({ period }) => period < last);
  const found: Finding[] = [
    {
      en: `No bill yet for ${names} (${calls(ours)} of ours): bills come a day or more later. Reconcile again then, or use --settle.`,
      zh: `${names} 尚无账单（我方 ${ours} 次）：账单要晚一天或更久。届时请重新对账，或使用 --settle。`,
    },
  ];
  if (passedOver)
    found.push({
      en: `The bill has later days (up to ${last}): where a day stays without a line, ask the provider.`,
      zh: `账单已有更晚的日期（至 ${last}）：若某日始终无账单，请询问服务方。`,
    });
  return found;
}

function named(periods: readonly BillPeriod[]): string {
  const some = periods.slice(0, NAMED_AT_MOST).join(', ');
  return periods.length > NAMED_AT_MOST ? `${some}, … (${periods.length})` : some;
}

function foreignFindings({ foreign }: CallFates): Finding[] {
  if (foreign === 0) return [];
  return [
    {
      en: `At least ${calls(foreign)} on the bill ${foreign === 1 ? 'is' : 'are'} none of ours. The billing item is shared with other FaceID services of the account: find out who uses them, and declare those calls with --baseline. Or calls are missing from the record (another data directory, a batch left out with --exclude).`,
      zh: `账单上至少有 ${foreign} 次不是我方的调用。该计费项由账号的其他人脸核身服务共用：请查明使用者，并用 --baseline 申报；也可能是我方记录缺失（另一数据目录，或被 --exclude 排除的批次）。`,
    },
  ];
}

function missingFindings({ balance, fates, unfinished, nowMs }: BillFindingsInput): Finding[] {
  const { missing } = fates;
  if (missing === 0) return [];
  const short = balance.periods.filter(({ theirs, calls: own }) => theirs !== undefined && own.missing > 0);
  const names = named(short.map(({ period }) => period));
  const finding: Finding = {
    en: `At least ${calls(missing)} that we know of ${missing === 1 ? 'is' : 'are'} not on the bill (${names}).`,
    zh: `已知的调用中至少有 ${missing} 次不在账单上（${names}）。`,
  };
  if (unfinished.length > 0) return [finding];
  const settled = short.map(({ period }) => periodEnd(period) + SETTLING_MS);
  if (settled.some((at) => at <= nowMs))
    return [
      finding,
      {
        en: 'Those days are over for more than 24 hours: ask the provider, with the sessions of the calls named below.',
        zh: '这些日期结束已超过24小时：请携带下列调用的 session_id 询问服务方。',
      },
    ];
  const until = chinaIso(Math.max(...settled, nowMs));
  return [
    finding,
    {
      en: `Likelier that the bill is not complete: until ${until} it may still grow. Reconcile again then, or use --settle.`,
      zh: `更可能是账单尚不完整：在 ${until} 之前仍可能增加。届时请重新对账，或使用 --settle。`,
    },
  ];
}
