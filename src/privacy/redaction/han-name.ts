import { type Detector, spansOf } from './personal-data';
import { isHanSurname } from './vocabulary';

/** Signs with which the sentence goes on after a name. */
const NOT_IN_NAME =
  '我你他她它们有是在今从的得患身皮脸手脚住和与跟也就都很不没了说觉发出痒痛红，。！？、,.!? ';
const GIVEN = `[^${NOT_IN_NAME}\\P{Script=Han}]{1,2}`;
const CUE = `(?:我(?:的名字)?叫(?:做)?|[他她]叫|名叫|名字(?:是|叫)|孩子叫|儿子叫|女儿叫|姓名(?:[:：]|是)?|联系人[:：]?|我是|这是|本人|患者|病人|病患|儿子|女儿|丈夫|妻子|老公|老婆|我妈妈?|我爸爸?|奶奶|爷爷|朋友|邻居)`;
/** Surname and given name after a word that a name follows. */
const AFTER_CUE = new RegExp(
  `${CUE}[\\s"“]?(?<personal>(?:欧阳|司马|上官|诸葛|[\\p{Script=Han}])${GIVEN})`,
  'dgu',
);
const AFTER_SURE_CUE = new RegExp(
  `(?:我叫|[他她]叫|名叫|名字是|名字叫|孩子叫|儿子叫|女儿叫|姓名[:：]|姓名是|我姓)\\s?(?<personal>[\\p{Script=Han}]${GIVEN}|[\\p{Script=Han}](?=[，。,.]|$))`,
  'dgu',
);
const SMALL_NAME =
  /(?:小|阿|老)(?:明|红|刚|丽|芳|强|军|伟|华|英|玲|燕|勇|平|兰|梅|珍|杰|涛|辉|宇|轩|王|李|张|刘|陈|杨|赵|周|吴|徐|孙|马|朱|胡|郭)(?![\p{Script=Han}]?[色肿疹斑点])/gu;
const TITLED =
  /(?<personal>[\p{Script=Han}](?:[\p{Script=Han}]{1,2})?)(?:先生|女士|小姐|医生|大夫|老师|阿姨|叔叔|主任|护士|教授)/dgu;
/** Surnames that are common words besides: alone before a title they are none. */
const WORDS_TOO = new Set('向白方毛高史万段时易于单和曾谢周龙金石钱严江');

const beginsWithSurname = (match: RegExpExecArray): boolean =>
  (isHanSurname((match.groups?.['personal'] ?? '').slice(0, 1)) &&
    !/^[于曾谢万白方]/u.test(match.groups?.['personal'] ?? '')) ||
  /^(?:欧阳|司马|上官|诸葛)/u.test(match.groups?.['personal'] ?? '');

/** Chinese names: a surname of the list after a cue or before a title, or any name after "我叫". */
export const findHanNames: Detector = (text) => {
  if (!/\p{Script=Han}/u.test(text)) return [];
  return [
    ...spansOf(text, AFTER_SURE_CUE),
    ...spansOf(text, AFTER_CUE, beginsWithSurname),
    ...spansOf(text, SMALL_NAME),
    ...titled(text),
  ];
};

function titled(text: string): ReturnType<typeof spansOf> {
  return spansOf(text, TITLED).flatMap(({ start, end }) => {
    for (let from = start; from < end; from += 1) {
      const name = text.slice(from, end);
      if (isHanSurname(name.charAt(0)) && !(name.length === 1 && WORDS_TOO.has(name)))
        return [{ start: from, end }];
    }
    return [];
  });
}
