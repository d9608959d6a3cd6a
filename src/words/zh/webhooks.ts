// Chinese: webhooks, whom they tell, and what became of their messages.

import type { Words } from '../words.js';

export const webhooks: Words['webhooks'] = {
  ofId: ({ id }) => `通知 Webhook“${id}”`,
  delivery: ({ id }) => `Webhook 的消息“${id}”`,
  queued: 'Redis 中的一条 Webhook 消息',
  unknown: ({ id }) => `此数据目录中没有 Webhook “${id}”。rollcall webhook list 可列出现有的 Webhook。`,
  unknownDelivery: ({ id, delivery }) =>
    `Webhook ${id} 没有消息“${delivery}”的记录。rollcall webhook deliveries ${id} 可列出保留的消息。`,
  machineFault: ({ batch }) => `处理它的机器出现故障；详情见 rollcall status ${batch}`,
  notTold: ({ why }) => `现在无法通知 Webhook：${why}。已写入磁盘的部分稍后由批次 worker 或 serve 通知。`,
  failing: ({ count, ids }) =>
    `${count} 个 Webhook 已有数小时未接收消息：${ids}。原因见 rollcall webhook list。`,

  problems: {
    needsHttps: '地址为 http，而 ROLLCALL_WEBHOOK_ALLOW 中没有该主机',
    insideAddress: '该主机的地址在内网中，而 ROLLCALL_WEBHOOK_ALLOW 中没有它',
    redirect: ({ status }) => `接收方应答 ${status}，即重定向，不会跟随：请用它指向的地址重新添加 Webhook`,
    status: ({ status }) => `接收方应答 ${status}`,
    code: ({ code }) => `机器人应答的错误码为 ${code}`,
    noCode: '应答中没有错误码，不是该机器人的应答',
    ended: '因本进程停止而中断',
  },

  refused: {
    noUrl: '这不是 Webhook 的地址：应为 https://主机/路径。',
    login: '地址中不得有用户名或密码：发送者由签名证明。',
    fragment: '地址中不得有“#”：其后的内容不会发送。',
    tooLong: ({ most }) => `地址最多 ${most} 个字符。`,
    http: ({ host }) =>
      `地址必须以 https:// 开头。如果 ${host} 是您自己的、没有 TLS 的主机，请把它写入 ROLLCALL_WEBHOOK_ALLOW。`,
    inside: ({ host }) => `${host} 的地址在内网中。如果确实如此，请把该主机写入 ROLLCALL_WEBHOOK_ALLOW。`,
    never: ({ host }) => `${host} 的地址上不可能有接收方：它属于本链路、所有主机，或云平台的元数据服务。`,
    type: ({ type, types }) => `没有“${type}”这种通知。可用的有：${types}。`,
    noTypes: '请用 --on 说明要通知什么。',
    noLabel: ({ type }) =>
      `${type} 涉及所有标签，因此只限某些标签的 Webhook 不能接收它：请另外添加一个不带 --label 的 Webhook。`,
    robotSecret: ({ shape }) =>
      `--secret-file 只用于需要签名的机器人（dingtalk、feishu）：${shape} 请不要使用。`,
    keyword: '--keyword 只用于群聊机器人：形式为 standard 时请不要使用。',
    rotate: ({ shape }) => `机器人（${shape}）的密钥在它自己的页面上生成：请用 --secret-file 提供。`,
    noSecret: '企业微信机器人没有密钥：它的地址就是机密。请用新地址重新添加 Webhook。',
    tooMany: ({ most }) => `已有 ${most} 个 Webhook。请先删除一些。`,
    unreadSecret: ({ file, why }) => `无法从 ${file} 读取密钥：${why}。`,
    emptySecret: '密钥文件是空的。',
  },

  help: {
    summary: '批次结束、停止或夜间任务错过时，Rollcall 通知谁',
    description:
      '消息通过 HTTP 发送，按 Standard Webhooks 1.0 签名，或作为文本发给企业微信、钉钉和飞书的机器人。其中只有批次号、标签、状态、计数和费用，没有个人信息。由批次 worker 和 serve 投递，三天内反复尝试；run 自己尝试一次。接收方如何验证，见 docs/webhooks.md。',
    id: 'Webhook 的编号',
    delivery: '消息的编号，即请求头 webhook-id 的值',
    add: {
      summary: '添加 Webhook，并显示其编号和密钥（仅此一次）',
      description:
        '地址必须以 https:// 开头，且主机不在内网中，除非 ROLLCALL_WEBHOOK_ALLOW 写明该主机。“-”表示从标准输入读取地址，使它不留在 shell 历史中。',
      url: '消息发往何处',
      on: ({ types }) => `通知什么：${types}`,
      shape: '消息的形式',
      label: '只通知带有这些标签的批次',
      keyword: '机器人要求每条消息都包含的关键词',
      secretFile: '存有机器人页面所示密钥的文件，用于校验签名的机器人',
      added: ({ id }) => `已添加 Webhook ${id}。`,
      secret: ({ secret }) => `密钥（只显示这一次）：${secret}`,
      tryIt: ({ id }) => `测试：rollcall webhook test ${id}`,
      asJson: '编号和密钥，JSON 格式',
    },
    list: {
      summary: '列出 Webhook：通往何处（已遮盖）及其状况',
      none: ({ dataDir }) => `${dataDir} 中没有 Webhook。`,
    },
    remove: {
      summary: '删除 Webhook 及其消息记录',
      removed: ({ id }) => `已删除 Webhook ${id}。`,
    },
    rotate: {
      summary: '给 Webhook 换新密钥；旧密钥在一段时间内同时签名',
      oldFor: '旧密钥继续签名的时间（默认：24h）',
      rotated: ({ id, until }) => `Webhook ${id} 已换新密钥。${until} 之前的消息同时用旧密钥签名。`,
      replaced: ({ id }) => `Webhook ${id} 的密钥已更换。`,
    },
    test: {
      summary: '现在发送一条 webhook.test 类型的消息，只发一次',
      taken: ({ id, status, ms }) => `Webhook ${id} 已接收测试消息：${status}，用时 ${ms} 毫秒。`,
      notTaken: ({ id, problem }) => `Webhook ${id} 没有接收消息：${problem}。`,
    },
    deliveries: {
      summary: '列出 Webhook 的消息及其结果，最新的在前',
      none: '还没有消息。',
      tries: ({ tries }) => `尝试 ${tries} 次`,
      nextAt: ({ at }) => `下次尝试 ${at}`,
    },
    replay: {
      summary: '用同一编号再发送一次消息',
      description: '立即尝试；如果失败，按通常的间隔再试。接收方可凭编号识别它。',
      taken: ({ delivery }) => `${delivery} 已被接收。`,
      later: ({ delivery, problem, at }) => `${delivery} 未被接收：${problem}。将于 ${at} 再试。`,
    },
    enable: {
      summary: '恢复因接收方表示不再存在（410）而停用的 Webhook',
      enabled: ({ id }) => `已恢复 Webhook ${id}。`,
    },
  },

  allLabels: '所有标签',
  labels: ({ labels }) => `标签：${labels}`,
  states: {
    working: '正常',
    failing: ({ since }) => `自 ${since} 起未接收消息`,
    disabled: ({ at }) => `已停用：接收方于 ${at} 表示不再存在`,
    untried: '尚未尝试',
  },
  open: ({ open }) => `${open} 条待投递`,
  deliveryStates: {
    pending: '等待中',
    delivered: '已投递',
    failed: '已放弃',
    gone: '对方不再需要',
  },
};
