// Chinese: the pretend service and its made-up people.

import type { Words } from '../words.js';

export const simulate: Words['simulate'] = {
  provider: '采用哪家服务商的接口（默认：youtu）',
  port: '0 表示任选空闲端口',
  host: '监听地址；不是回环地址时别人也能访问',
  log: '把每次调用追加到这个文件，每行一个 JSON 对象',
  state: '把计数保存在这个文件中，重启后仍在',
  seed: '各项比例所用随机数的种子',
  isPretence: '这是模拟服务：应答按固定规则编造，不会查询任何人。',
  takesYours: '它使用环境中的密钥。要让 Rollcall 指向它：',
  pointAtIt: '要让 Rollcall 指向它：',
  after: ({ port }) =>
    `
应答只取决于号码，所以每次运行结果相同：有效号码的第 15 至 17 位决定应答。
  990-994    -5807 查询失败          997  -5801，文档未列出
  995-996    213 内部错误            998  3，附欠费提示
  末位为 7   -5803 不一致            999  -5802，文档未列出，并重复号码和姓名
  其他       0 一致                  校验码或日期不对：-5804；格式不对：-5806

加 --provider faceid 时，同样的数字得到：
  990-994    -5 无此号码             997、999  文档未列出的码
  995-996    LimitExceeded           998  InvalidParameterValue.NameFormat
  末位为 7   -1 不一致               其他  0 一致；不可能的号码：-2；姓名为空：-3
它在同一地址应答 DescribeBillDetail，超出 --name-limit 和 --number-limit 时返回 -7。

运行期间可以查看和修改所有设置：
  curl -d '{"rateLimit": 50, "dropShare": 0.01}' http://127.0.0.1:${port}/_control
  curl http://127.0.0.1:${port}/_control
除非用 --state 指定文件，结束时计数即丢弃。`,
  people: '写出一份虚构的客户名单，种子相同则名单相同',
  count: '人数',
  which: '哪些人（1）',
  mix: 'fixture：包含各种结果和异常；clean：号码有效、不重复、只有结论',
  out: '写入文件而不是标准输出',
};
