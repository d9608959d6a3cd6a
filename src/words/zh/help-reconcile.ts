// Chinese: the help of `rollcall reconcile`.

import type { Words } from '../words.js';

export const helpReconcile: Words['helpReconcile'] = {
  summary: '把记录在案的调用与服务商的计数对账',
  description:
    '向 /verifyc/stat 查询服务商这几天（北京时间）的计数，ROLLCALL_PROVIDER=faceid 时则取账单，与记录在案的每次调用比对，并写出 report.json、report.csv 和 report.html。同一时段以前的报告会保留在旁边。退出码 0：一致或可解释；4：无法解释或未结清。',
  from: '第一天，格式 YYYY-MM-DD',
  to: '最后一天，格式 YYYY-MM-DD',
  day: '只对一天：YYYY-MM-DD、today（今天）或 yesterday（昨天）',
  out: '报告的存放目录（默认：<数据目录>/reconciliations/<起>_<止>）',
  json: '在标准输出上以 JSON 打印报告',
  settle: '反复查询直到两次结果一致，最长等这段时间，如 6h',
  settleEvery: '两次查询的间隔（默认：上述时间的 1/24，最多 15m）',
  clockTolerance: '服务商的时钟最多相差多少（默认：5s）',
  data: '计入这些数据目录的调用，而不是 ROLLCALL_DATA 的',
  exclude: '不计入这个批次；可多次给出',
  bill: '与账单而不是计数对账：CSV，列为 period、calls，可有 amount；写 api 则在线查询（ROLLCALL_PROVIDER=faceid 时为默认）',
  baseline: '已知的他人调用：CSV，列为 date、code、calls；对账单则为 period、calls',
  onFinish: '结束时运行这个程序，并传入 report.json 的路径',
  statQuery: '把日期放在查询串中发送，用于网关会去掉 GET 请求体的情形',
  searchCalls: '为查明差异所涉的调用，最多读取这么多条',
  days: '请同时给出 --from 和 --to，或只给 --day：reconcile --day yesterday。',
};
