// Recognises texts in the name's place that are not names: placeholders, masks, substitutes for lost characters,
// remarks, organisations. Pure. Where a sign may belong to a real name, the text is taken for a name.

export type ContentFault =
  /** Systems and people write NULL or 待补充 where they have no name. */
  | 'placeholder'
  /** Characters of the name are hidden, as in 张*明 or 周某某. */
  | 'masked'
  /** □ or ⿰氵明 stands for a character that a system could not write. */
  | 'stand-in'
  /** A private-use character that only one system knows, so that no table can tell which it is. */
  | 'private use'
  /** An escape sequence that can't be decoded with certainty. */
  | 'escape'
  | 'digits'
  | 'organisation'
  /** The text is a form of address, as 张先生. */
  | 'form of address'
  | 'several names'
  /** The text holds a remark, as in 曹（已故）, 李四-VIP or 陈[火华]. */
  | 'remark';

/** Names are compared with these without case, blanks, brackets and punctuation. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  `null nil none nan na n unknown undefined undef empty blank missing notavailable notapplicable notprovided noname
  anonymous test tester testing testuser tbd tba todo pending deleted default dummy sample example user username
  name fullname customer client abc asdf qwe qwerty admin guest
  无 空 空白 空值 未知 不详 不明 不知 不知道 不清楚 不确定 不存在 无名 无名氏 无姓名 无名字 没有 没有姓名 待补充 待补 待补录 待定 待录入 待录
  待完善 待确认 待填写 待填 待核实 待查 待更新 待提供 暂无 暂缺 暂无姓名 暂未提供 暂未填写 暂不提供 暂未录入 缺 缺失 缺省 未填 未填写 未提供 未录入
  未登记 未采集 未命名 未实名 未设置 未绑定 未认证 匿名 匿名用户 佚名 略 保密 默认 默认用户 同上 同前 本人 客户 用户 会员 顾客 新用户 游客 姓名
  名字 名称 真实姓名 客户姓名 某人 某某 某某某 先生 女士 小姐 太太 男 女 已删除 已注销 作废 注销 删除 离职 已离职 已故 死亡 已死亡 重复
  無 未填寫 待補充 待補 暫無 不詳 無名 無名氏 測試 匿名用戶 客戶 用戶 會員`.split(/\s+/),
);
/** The version of a batch's rules from which on these are recognised too. */
const MORE = 4;
/** Also what stands for a role, a line of totals or a spreadsheet's logical value. */
const MORE_PLACEHOLDERS: ReadonlySet<string> = new Set(
  `true false
  查无 查无此人 无此人 无数据 无记录 无资料 无信息 无内容 无效 乱码 错误 异常 隐藏 隐私 手机用户 微信用户 未知用户 游客用户 户主 配偶 丈夫 妻子 父亲
  母亲 父母 儿子 女儿 子女 亲属 法人 法定代表人 法人代表 负责人 联系人 经办人 申请人 持卡人 借款人 投保人 被保险人 收件人 收货人 业主 患者 司机 员工
  公司 单位 备注 说明 合计 小计 总计 查無此人 無此人 無資料 無記錄 無效 戶主 父親 母親 兒子 女兒 聯絡人 公司 備註 合計 小計 總計`.split(
    /\s+/,
  ),
);
/** One of these again and again, as where first and last name were both missing. */
const REPEATED = /^(?:(?:null|none|undefined|unknown){2,}|(?:无|未知|暂无){2,})$/u;
/** What programs show for bytes that are no text, and for memory that nobody has filled. */
const RUBBISH = /锟斤|斤拷|烫烫|屯屯/u;
/** Scripts that are never mixed with Han characters in a name; their letters are taken for others, as Х for X. */
const FOREIGN_TO_HAN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hangul}]/u;
/** A single letter, possibly repeated. Initials would have blanks or full stops between them. */
const ONE_LETTER = /^([a-z])\1*$/iu;
/** Texts that were written as a test, or made by counting. */
const FILLERS = /^(?:test(?:ing|er|user|name)?\d*|(?:测试|測試).*|(?:用户|客户|会员|用戶|客戶|會員)\d+)$/u;
const NOT_TEXT = /[\s\p{P}\p{S}]+/gu;

const HAN = '[\\p{Script=Han}\\uE000-\\uF8FF]';
const HAS_HAN = new RegExp(HAN, 'u');
const HAS_LATIN = /\p{Script=Latin}/u;
const STAND_INS =
  /[\u25A0-\u25A3\u25AF\u2610\u3013\u56D7\uFE56\u2E80-\u2FDF\u2FF0-\u2FFF\u31C0-\u31EF\u{1F78E}\u{1F78F}]/u;
const PRIVATE_USE = /\p{Co}/u;
const ESCAPE = /&#|&[a-z]{2,8};|\\u[0-9a-f]{4}|%[0-9a-f]{2}/iu;
/** No name contains 某: it hides a part of one. */
const MASK =
  /[*\uFF0A\uFE61\u2217\u2731\u204E某#＃_＿~～^…\u00D7\u2715\u2716\u2573\u25CB\u25CF\u25EF\u25CE\u2B24\u26AA\u26AB\u25C6\u25C7\u2605\u2606\u25B2\u25B3]/u;
/** X in place of a Han character, as in 陈X or 王xx. */
const MASKING_X = new RegExp(`^(?=.*${HAN})[^A-WYZa-wyz]*[Xx]+[^A-WYZa-wyz]*$`, 'u');
/** Names may contain 〇, although it is a number too. */
const DIGIT = /[\p{Nd}\p{No}]/u;
const ORGANISATION = new RegExp(
  `^${HAN}{2,}.*(?:公司|合作社|合伙企业|事务所|经营部|门市部|工作室|委员会|服务部|商行|支行|分行|集团|个体户)$`,
  'u',
);
const ADDRESS = new RegExp(
  `^${HAN}{1,2}(?:先生|女士|小姐|太太|老师|师傅|经理|老板|老師|師傅|經理|老闆)$`,
  'u',
);
const STATE = new RegExp(
  `^${HAN}{2,}(?:已故|已亡|离职|已离职|已退休|已注销|已死亡|已作废|作废|重复|失联|本人|测试)$`,
  'u',
);
const SEPARATOR_OF_NAMES = /[/\\、;；&＆+＋|，]/u;
const HAN_WRITTEN = /^[\p{L}\p{M}\u3007\u00B7 ]+$/u;
const LATIN_WRITTEN = /^[\p{L}\p{M}'‘’ʼʻ`´\-‐‑–.,\u00B7 ]+$/u;
/** An initial in a name that is written in Han characters, as in 约翰·F·肯尼迪. */
const INITIALS = /(?<=\u00B7)[A-Z]\u00B7/gu;
/** Only signs that no script uses: Tibetan, Mongolian and others have punctuation of their own in names. */
const NO_SCRIPT_WRITES = /[()[\]{}<>（）【】《》〈〉"“”=:：]/u;
const LOOSE_DOT = /^\u00B7|\u00B7$/u;

/** All that can be wrong with a name that consists of usual Han characters. */
const UNUSUAL =
  /[某囗]|^(?:测试|測試)|(?:先生|女士|小姐|太太|师傅?|经理|老板|師傅?|經理|老闆|公司|社|企业|所|部|室|会|行|集团|户|[故亡职休销废复联]|本人|测试)$/u;

/**
 * @param name that consists of usual Han characters
 * @returns false where nothing is wrong with it
 */
export function isUnusual(name: string): boolean {
  return (
    UNUSUAL.test(name) ||
    PLACEHOLDERS.has(name) ||
    MORE_PLACEHOLDERS.has(name) ||
    REPEATED.test(name) ||
    RUBBISH.test(name)
  );
}

/**
 * @param name cleaned, and not empty
 * @param rulesVersion of the batch
 */
export function contentFault(name: string, rulesVersion: number): ContentFault | undefined {
  if (isPlaceholder(name, rulesVersion)) return 'placeholder';
  if (STAND_INS.test(name) || (rulesVersion >= MORE && RUBBISH.test(name))) return 'stand-in';
  if (PRIVATE_USE.test(name)) return 'private use';
  if (ESCAPE.test(name)) return 'escape';
  if (MASK.test(name) || MASKING_X.test(name)) return 'masked';
  if (DIGIT.test(name)) return 'digits';
  if (ORGANISATION.test(name)) return 'organisation';
  if (ADDRESS.test(name)) return 'form of address';
  if (SEPARATOR_OF_NAMES.test(name)) return 'several names';
  if (rulesVersion >= MORE && HAS_HAN.test(name) && FOREIGN_TO_HAN.test(name)) return 'remark';
  return isMoreThanName(name) ? 'remark' : undefined;
}

function isPlaceholder(name: string, rulesVersion: number): boolean {
  const bare = name.normalize('NFKC').toLowerCase().replace(NOT_TEXT, '');
  if (PLACEHOLDERS.has(bare) || FILLERS.test(bare) || ONE_LETTER.test(name)) return true;
  return rulesVersion >= MORE && (MORE_PLACEHOLDERS.has(bare) || REPEATED.test(bare));
}

function isMoreThanName(name: string): boolean {
  if (STATE.test(name) || LOOSE_DOT.test(name)) return true;
  if (!HAS_HAN.test(name))
    return HAS_LATIN.test(name) ? !LATIN_WRITTEN.test(name) : NO_SCRIPT_WRITES.test(name);
  return HAS_LATIN.test(name.replace(INITIALS, '')) || !HAN_WRITTEN.test(name);
}
