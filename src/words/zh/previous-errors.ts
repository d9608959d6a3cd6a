// Chinese: why an earlier batch can’t serve as the one to compare with.

import type { Words } from '../words.js';

export const previousErrors: Words['previousErrors'] = {
  unread: ({ batch, why }) =>
    `无法读取批次“${batch}”的结果：${why}。请恢复该文件，或用 --previous 指定另一批次，或去掉 --previous（所有人都调用）。`,
  changed: ({ path, batch }) =>
    `${path} 已不是批次“${batch}”写出的样子。请恢复它，或用 --previous 指定另一批次。`,
  otherKey: ({ batch, previous }) =>
    `批次“${batch}”是用另一个 ROLLCALL_KEY 建立的，靠它识别“${previous}”中的人。请重新设置那个密钥。`,
  unknown: ({ option, batch, directory }) =>
    `${option} 指定的批次“${batch}”不在 ${directory} 中。用 rollcall status 可查看所有批次。`,
  notEnded: ({ option, batch, state }) =>
    `${option} 指定的批次“${batch}”${state}，结果还不完整。请先做完它，或指定另一批次。`,
  otherProvider: ({ batch, other, own }) =>
    `--previous 指定的批次“${batch}”调用的是 ${other}，而本批次调用 ${own}：只有加 --previous-provider any，一家的结果才可用于另一家。`,
  otherAccount: ({ option, batch, appid, url }) =>
    `${option} 指定的批次“${batch}”属于另一账户或服务（${appid}，${url}）。请指定本账户的批次。`,
  purged: ({ option, batch, at }) =>
    `批次“${batch}”不能用作 ${option}：它已于 ${at} 清除，结果已不存在。请指定另一批次，或去掉 ${option}。`,
  tooManyPeople: '--previous 无法沿用这么多人的结果：请拆分名单。',
  cut: ({ file, rows, batch, written }) =>
    `${file} 有 ${rows} 行，而批次“${batch}”写出的是 ${written} 行：它被改动过。请恢复它，或用 --previous 指定另一批次。`,
};
