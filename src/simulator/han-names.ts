// Data for made-up names and places: common surnames and given characters, and the rarer forms that customer lists
// have.

export const SURNAMES = Array.from(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
);

export const COMPOUND_SURNAMES = [
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '夏侯',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
];

export const GIVEN_CHARACTERS = Array.from(
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰红玉华建国志文海燕玲飞鹏宇浩然子涵梓轩雨欣思佳怡晨曦博雅琳峰春梅雪松立新永福德胜云龙凤嘉慧颖莹婷倩俊凯瑞昊天泽睿诗语彤一诺可心安宁远航若曦锦程亦凡书瑶',
);

/** Han characters beyond the BMP that occur in names; each takes two UTF-16 units. */
export const RARE_CHARACTERS = ['𠅤', '𡥉', '𣲗', '𫖯', '𬀩', '𬍛', '𬭎', '𬱖'];

/** Names whose two parts are joined by U+00B7. */
export const FIRST_PARTS = [
  '阿依古丽',
  '买买提',
  '古丽娜尔',
  '艾力',
  '努尔兰',
  '扎西',
  '卓玛',
  '阿迪力',
  '帕丽旦',
  '次仁',
];
export const SECOND_PARTS = [
  '艾合买提',
  '吐尔逊',
  '依明',
  '阿不都',
  '肉孜',
  '多吉',
  '达瓦',
  '卡德尔',
  '木合塔尔',
  '旺堆',
];

/** County codes of GB/T 2260, and those of the residence permits of Hong Kong, Macau and Taiwan. */
export const REGIONS = (
  '110101 110102 110105 110106 110107 110108 120101 120103 130102 130203 140105 140106 150102 150203 210102 ' +
  '210202 220102 220202 230102 230103 310101 310104 310105 310106 320102 320104 320105 320505 330102 330106 ' +
  '330203 330302 340102 340104 350102 350203 360102 360103 370102 370202 410102 410103 420102 420106 430102 ' +
  '430103 440103 440104 440106 440303 440304 440305 450102 450103 460105 460106 500103 500105 510104 510105 ' +
  '520102 520103 530102 530103 540102 610102 610103 620102 620103 630102 640104 650102 650103 810000 820000 ' +
  '830000'
).split(' ');
