// Chinese: the first page after setting up: whether the settings are right, and what to do first.

import type { Words } from '../words.js';

export const welcomePage: Words['welcomePage'] = {
  title: '欢迎使用 Rollcall',
  about: '发送第一份名单之前，请看三件事。',
  settings: '设置',
  service: '服务',
  account: '账户',
  dataDirectory: '数据目录',
  redis: 'Redis 服务器',
  ownRedis: '自带的私有 Redis',
  givenRedis: 'REDIS_URL 所指的服务器',
  price: '每次调用的单价',
  noPrice: '未设置，因此不计算费用',
  approval: '批准',
  noApproval: '不需要',
  approvalFrom: ({ calls }) => `超过 ${calls} 次调用须由他人批准`,
  workers: '核验工作进程',
  set: '已设置',
  missing: '未设置',
  missingNamed: ({ names }) => `尚未设置：${names}`,
  setThem:
    '请在环境变量或启动 Rollcall 所在目录的 .env 文件中设置，然后重新启动。此前可以查看名单，但不会调用服务。',
  credentials: '密钥凭证',
  tryThem: '测试凭证',
  tryMeans: '发送一次不收费、不含任何人信息的请求。',
  accepted: '服务方接受这些凭证。',
  refused: '服务方不接受这些凭证。',
  first: '第一份名单',
  firstAbout: '拖入名单，查看读取方式和费用。在您确认之前不会调用任何服务。',
  pretend: '用虚构的人试用',
  isDemo: '这是演示：模拟服务、虚构的人和虚构的单价，不产生任何费用。',
  demoAbout: '已备好一份两千个虚构人物的草稿。您可以开始核验、查看进度和各行、更正一行并下载文件。',
  openDemo: '打开草稿',
  startDemo:
    '如要在没有账户、没有费用的情况下看完整个批次，请停止 Rollcall，然后这样启动（使用单独的数据目录）：',
  toBatches: '前往批次',
};
