// Chinese: what can’t be done with a batch.

import type { Words } from '../words.js';

export const batchErrors: Words['batchErrors'] = {
  cancelled: ({ batch }) => `批次“${batch}”已取消，不能再继续。`,
  beingCancelled: ({ batch }) =>
    `批次“${batch}”正在取消，不能再继续。如果取消被中断：rollcall cancel ${batch}`,
  completedAlready: ({ batch }) => `批次“${batch}”已完成，没有可取消的内容。`,
  completedMeanwhile: ({ batch }) => `批次“${batch}”在取消之前已经完成。`,
  isThere: ({ batch }) => `已有批次“${batch}”。请换一个编号，或不指定以自动生成。`,
  noOutcomes: ({ batch }) => `批次“${batch}”的结果文件已不存在。`,
  isDraft: ({ batch }) => `批次“${batch}”是草稿，尚未开始。开始：rollcall resume ${batch}`,
  isEnded: ({ batch, state }) => `批次“${batch}”${state}。`,
  busy: ({ batch }) => `批次“${batch}”正由另一个进程运行。用 rollcall status ${batch} 查看。`,
  notEnded: ({ batch, state }) =>
    `批次“${batch}”${state}：只有已结束的批次才能清除。要结束它：rollcall cancel ${batch}`,
  filesOfWhom: ({ directory, batch }) =>
    `${directory} 中没有批次“${batch}”的 summary.json，无法判断其中的文件属于谁。请手工删除。`,
  remains: ({ directory, file, batch, record }) =>
    `${directory} 中有批次“${batch}”的 ${file}，但它的记录 ${record} 不在。请恢复该记录，或移走该目录，或换一个 --batch 批次号。`,
  badId: ({ batch }) =>
    `“${batch}”不能作批次号：只能用字母、数字、“.”、“_”和“-”，最多 64 个字符，不能全是数字，且以字母或数字开头。`,
  tooWide: ({ file, columns, most }) =>
    `${file} 有 ${columns} 列，而 --xlsx 除结果列外最多写 ${most} 列。请去掉 --xlsx。`,
  otherList: ({ batch, file }) =>
    `批次“${batch}”属于另一份名单（${file}）。请换一个 --batch 批次号，或不写，由程序生成。`,
  otherFiles: ({ directory, batch }) =>
    `${directory} 中已有另一批次的文件。请为“${batch}”换一个 --out 目录，或移走那些文件。`,
  purged: ({ batch, at }) => `批次“${batch}”已于 ${at} 清除，结果已不存在。`,
  targetIsNoFile: ({ target, option }) =>
    `${target} 不是文件：请为 ${option} 指定一个文件名，该文件会被整个替换。`,
  otherKey: ({ batch }) =>
    `批次“${batch}”是用另一个 ROLLCALL_KEY 开始的，Redis 中的行用它加密。请重新设置那个密钥。`,
  otherProvider: ({ batch, provider, now }) =>
    `批次“${batch}”开始时 ROLLCALL_PROVIDER=${provider}，现在是 ${now}。请改回来，或取消该批次另开一个。`,
  otherAccount: ({ batch, settings }) =>
    `批次“${batch}”开始时用的是 ${settings}。请改回来，或取消该批次另开一个。`,
  begunWithoutPrevious: ({ batch }) =>
    `批次“${batch}”开始时没有用 --previous，不能再改。要继续请去掉 --previous，或换一个 --batch 批次号。`,
  begunWithPrevious: ({ batch, previous }) =>
    `批次“${batch}”开始时用的是 --previous ${previous}，不能再改。要继续请去掉 --previous，或换一个 --batch 批次号。`,
  sampledOtherwise: ({ batch }) =>
    `这份名单属于批次“${batch}”，该批次抽样后已暂停，而它读取名单的方式与现在不同。要按它的方式核验其余各行：rollcall resume ${batch}。要按现在的方式核验，请另给一个 --batch 批次号；抽样的各行会重新调用。`,
  begunWithoutSample: ({ batch, option, flag }) =>
    `批次“${batch}”开始时没有用 ${option}，各行按名单次序调用。要核验所有行请去掉 ${flag}，或换一个 --batch 批次号。`,
  beyondSample: ({ batch, option, flag }) =>
    `批次“${batch}”已经做到 ${option} 之后。要核验所有行请去掉 ${flag}，或换一个 --batch 批次号。`,
  otherSample: ({ batch, own, flag }) =>
    `批次“${batch}”开始时用的是 ${own}。要多核验几行请把它的数字改大，要核验所有行请去掉 ${flag}，或换一个 --batch 批次号。`,
  smallerSample: ({ batch, own, flag }) =>
    `批次“${batch}”开始时用的是 ${own}，只能改大。要多核验几行请给 ${flag} 一个更大的数字，要核验所有行请去掉它，或换一个 --batch 批次号。`,
};
