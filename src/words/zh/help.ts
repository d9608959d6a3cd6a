// Chinese: the help of the program, and of the commands that work on batches.

import type { Words } from '../words.js';

export const help: Words['help'] = {
  program:
    '通过腾讯云 /auth/idcard 核验客户名单：每一行都有一个结果，每一次调用都有记录，并与服务商的计数对账。',
  batch: '批次号',
  summaryAsJson: '在标准输出上以 JSON 打印摘要',
  stateAsJson: '在标准输出上以 JSON 打印批次状态',
  asJson: '以 JSON 输出',
  noPing: '不先试密钥',
  workers: ({ count }) => `核验进程的个数（默认：${count}；名单短时不另起进程，由本进程调用）`,
  check: {
    summary: '只读名单，不调用：看看里面有什么，核验需要多少次调用',
    description:
      '读完整份名单，显示如何理解它、哪些行不会发送及原因，以及核验所需的调用次数、时间和费用。不需要密钥和 Redis，也不留下任何东西。“-”表示标准输入。退出码 0：已读完（名单有问题也是 0）；1：无法读取。',
    rate: '按每秒多少次调用来估算时间（默认：ROLLCALL_RATE）',
    json: '以 JSON 输出报告',
  },
  run: {
    summary: '在本机核验名单，从第一行做到最后一个文件',
    description:
      '把每个文件作为一个批次核验：读取名单，为每个需要的行调用服务，并写出 outcomes.csv、attempts.csv 和 summary.json。“-”表示标准输入。退出码 0：完成；1：用法或输入有误，没有发送任何内容；2：完成，但有行为 error，或在 --in-doubt hold 时有行为 in_doubt；3：停止；5：被信号中断或已取消；6（配合 --exit-on-change）：完成，但与上一批次有差异。',
    noPing: '第一次调用前不先试密钥',
    reconcile: '结束时把调用与服务商这几天的计数对账',
  },
  submit: {
    summary: '把名单排队交给 REDIS_URL 上的工作进程，并打印批次号',
    description:
      '把名单复制到数据目录，作为一个批次排队。使用同一数据目录的批次工作进程（rollcall worker --role batch）读取名单，核验工作进程调用服务。',
    wait: '一直等到批次结束；信号只结束等待，不影响批次',
    json: '配合 --wait：在标准输出上以 JSON 打印摘要',
  },
  worker: {
    summary: '运行工作进程，直到停止',
    description:
      'verify：调用服务，不需要文件，可在任意多台机器上运行任意多个。batch：读取名单、写出结果，占有数据目录。收到 SIGTERM 或 Ctrl-C 时有序停止，再收到一次则立即结束。',
    role: '角色',
    concurrency: '同时进行的调用数（默认：20）',
    metricsPort: '在这个端口提供 /metrics、/healthz 和 /readyz；0 表示任选空闲端口，日志中会写明',
    metricsHost: '提供上述页面的地址（默认：127.0.0.1）',
  },
  status: {
    summary: '查看所有批次（最新的在前）或某一批次：状态、行数、调用次数、费用、文件',
    watch: '每秒刷新，直到批次结束或停止；查看所有批次时直到按 Ctrl-C',
    outcomes: '把该批次目前为止的结果写入这个文件',
    outcomesNeedBatch: '--outcomes 需要指明批次：rollcall status 批次号 --outcomes 文件',
  },
  pause: {
    summary: '暂停一个批次：不再发出新调用，什么也不丢',
    description: '正在进行的调用会做完并记录。被暂停的 run 会等着；用 resume 继续。',
  },
  label: {
    summary: '给批次换一个标签，并记录由谁、何时更改',
    description: '标签表明由谁付费：报告按标签汇总。调用和结果不变；空文字表示去掉标签。',
    text: '新标签',
    json: '在标准输出上以 JSON 打印所作的更改',
  },
  resume: {
    summary: '继续一个批次，崩溃或停止之后也可以',
    description:
      '已有结果的行绝不再调用。如果批次由一个活着的工作进程所有，就通知它并返回，否则像 run 一样在本机做，选项按记录的来；重新给出的选项优先。',
    first: '多核验前面的几行，然后再次暂停',
    sample: '同上，但取均匀分布在整份名单中的几行',
    maxCalls: '调用次数上限，包括已经调用的',
    maxAttempts: '每行最多调用几次，用完仍无结论则为 error',
    inDoubt: '调用后没有收到应答时怎么办',
    rate: '每秒调用次数，所有工作进程合计',
    exitOnChange: 'changes.csv 中有内容时，退出码为 6',
  },
  cancel: {
    summary: '彻底结束一个批次，保留目前为止的结果',
    description:
      '正在进行的调用会做完并记录。没有结果的行，调用过的写为 in_doubt，否则写为 not_sent。取消的批次不能继续。退出码 5。',
  },
  ping: {
    summary: '试一试密钥，不产生费用',
    description:
      '显示服务是否有应答、是否接受密钥。做法是向 /verifyc/stat 查询当天的计数；ROLLCALL_PROVIDER=faceid 时则查询一个不可能属于任何人的号码。两者都不计费。',
  },
  purge: {
    summary: '清除已结束批次中的个人信息；先试运行',
    description:
      '清除 outcomes.csv 及由它生成的文件、changes.csv 和名单的残留。summary.json、attempts.csv 和台账保留，其中没有个人信息，批次仍可对账。不加 --yes 时只显示将清除什么，不作任何改动。没有结束的批次不会清除，下一夜计划要对照的批次也不会清除。',
    olderThan: '结束时间早于这段时间的所有批次，如 90d',
    yes: '确认执行',
    json: '以 JSON 打印已清除（或将清除）的内容',
    which: '请给出批次号，或用 --older-than：rollcall purge --older-than 90d。',
  },
  simulate: '模拟服务：应答调用和计数（或账单），校验签名，应答为虚构，可按需制造故障',
  setup: {
    summary: '为本机安装 Redis（如果还没有）',
    description:
      '查找 redis-server 或 valkey-server（6.2 及以上）。没有就装一个：root 用户用 Debian 的软件包，普通用户取一份副本；macOS 上用 Homebrew。每一步都先说明；做不到时会告诉你该运行什么。REDIS_URL 已指明服务器时不需要。',
    found: ({ path }) => `Redis 已就绪：${path}`,
  },
};
