import { defineTexts } from '../../../../platform/web/index.ts'

export const texts = defineTexts({
  title: { ru: 'Правила источников', en: 'Rules of sources' },
  lead: {
    ru: 'Как называть то, что приходит с рекламы. Решает первое правило сверху, условия которого выполнены; меняются посещения с этой минуты.',
    en: 'What to call whatever comes from advertising. The first rule from the top whose conditions hold decides; visits change from now on.',
  },
  usual: { ru: 'Действуют обычные правила', en: 'The usual rules are in force' },
  usualDetail: {
    ru: 'Они знают рекламные системы, справочники и мессенджеры. Первое изменение сделает список вашим.',
    en: 'They know advertising systems, directories and messengers. The first change makes the list yours.',
  },
  reset: { ru: 'Вернуть обычные', en: 'Bring the usual back' },
  resetSure: {
    ru: 'Ваши правила пропадут из списка (в журнале изменений они останутся). Уже посчитанные посещения не меняются.',
    en: 'Your rules will leave the list (the log keeps them). Visits that are counted stay as they are.',
  },
  add: { ru: 'Новое правило', en: 'New rule' },
  rules: { ru: 'Список', en: 'The list' },
  none: { ru: 'Правил нет', en: 'No rules' },
  noneWhy: {
    ru: 'Источником станет сама метка utm_source или сайт, с которого пришли.',
    en: 'The source is then utm_source itself, or the site that visitors come from.',
  },
  up: { ru: 'Выше: «{name}», правило {place}', en: 'Up: “{name}”, rule {place}' },
  down: { ru: 'Ниже: «{name}», правило {place}', en: 'Down: “{name}”, rule {place}' },
  edit: { ru: 'Изменить «{name}», правило {place}', en: 'Change “{name}”, rule {place}' },
  remove: { ru: 'Удалить «{name}», правило {place}', en: 'Remove “{name}”, rule {place}' },
  removeAction: { ru: 'Удалить правило', en: 'Remove the rule' },
  removeSure: {
    ru: 'Новые посещения разберут следующие правила. Уже посчитанные не меняются.',
    en: 'New visits go to the rules below. Those that are counted stay as they are.',
  },
  saved: { ru: 'Правила сохранены', en: 'Rules saved' },
  save: { ru: 'Сохранить', en: 'Save' },
  changing: { ru: 'Правило', en: 'Rule' },
  name: { ru: 'Источник', en: 'Source' },
  nameHint: { ru: 'Так он будет называться в отчётах', en: 'What reports call it' },
  medium: { ru: 'Вид', en: 'Kind' },
  campaign: { ru: 'Кампания', en: 'Campaign' },
  campaignHint: { ru: 'Если в адресе её нет', en: 'Where the address names none' },
  when: { ru: 'Когда выполнено всё указанное:', en: 'When all of this holds:' },
  sources: { ru: 'utm_source', en: 'utm_source' },
  mediums: { ru: 'utm_medium', en: 'utm_medium' },
  campaigns: { ru: 'utm_campaign', en: 'utm_campaign' },
  marks: { ru: 'Есть метка', en: 'Has a mark' },
  referrers: { ru: 'Пришёл с сайта', en: 'Came from the site' },
  anyOf: {
    ru: 'Любое из значений; Enter добавляет, * в конце — любое окончание',
    en: 'Any of the values; Enter adds one, * at the end stands for any ending',
  },
  hostHint: {
    ru: 'Домен, поддомены входят. Правило только по сайту уступает меткам адреса.',
    en: 'A domain with all below it. A rule by the site alone gives way to marks of the address.',
  },
  nothingAsked: { ru: 'Укажите хотя бы одно условие', en: 'Name at least one condition' },
  preview: { ru: 'За последние 30 дней', en: 'The last 30 days' },
  wouldCatch: {
    ru: {
      one: 'Правило забрало бы {count} посещение из {looked}',
      few: 'Правило забрало бы {count} посещения из {looked}',
      many: 'Правило забрало бы {count} посещений из {looked}',
    },
    en: {
      one: 'The rule would take {count} visit of {looked}',
      other: 'The rule would take {count} visits of {looked}',
    },
  },
  newest: { ru: 'Смотрим только последние.', en: 'Only the newest are looked at.' },
  catchesNothing: {
    ru: 'Из {looked} посещений правило не забрало бы ни одного',
    en: 'Of {looked} visits the rule would take none',
  },
  nowCounted: { ru: 'Сейчас они считаются: {list}', en: 'They count now for: {list}' },
  takenBefore: {
    ru: 'Ещё подходят, но раньше их заберёт: {list}',
    en: 'These fit as well, but an earlier rule takes them: {list}',
  },
  ruleAt: { ru: '{place}. «{name}» — {count}', en: '{place}. “{name}” — {count}' },
  examples: { ru: 'Например', en: 'For example' },
  trial: { ru: 'Проверить адрес', en: 'Try an address' },
  url: { ru: 'Адрес первой страницы', en: 'Address of the first page' },
  referrer: { ru: 'Откуда пришёл', en: 'Came from' },
  result: { ru: 'Посещение будет считаться: {origin}', en: 'The visit will count for: {origin}' },
  because_rule: { ru: 'Решило правило {place}: {when}', en: 'Rule {place} decided: {when}' },
  because_openstat: { ru: 'Решила метка _openstat Яндекса.', en: 'Yandex’ mark _openstat decided.' },
  because_utm: {
    ru: 'Ни одно правило не подошло: источником стала сама utm_source.',
    en: 'No rule holds: utm_source itself became the source.',
  },
  because_campaign_of_referrer: {
    ru: 'Есть utm_campaign без utm_source: источник назвал сайт, с которого пришли.',
    en: 'There is utm_campaign without utm_source: the site before names the source.',
  },
  because_free_mark: {
    ru: 'Решила метка, которую поиск или соцсеть добавляет к бесплатным переходам.',
    en: 'A mark decided that search engines and social networks add to free links.',
  },
  because_referrer: {
    ru: 'Меток нет: источник назвал сайт, с которого пришли.',
    en: 'There are no marks: the site before names the source.',
  },
  because_own_site: {
    ru: 'Пришёл с вашего же сайта: это прямой заход.',
    en: 'Came from your own site: that is direct.',
  },
  because_nothing: { ru: 'Нет ни меток, ни сайта: прямой заход.', en: 'Neither marks nor a site: direct.' },
})
