import { defineTexts } from '../../../../platform/web/index.ts'

/** Names of the advertising systems. */
export const systemTexts = {
  'yandex-direct': { ru: 'Яндекс Директ', en: 'Yandex Direct' },
  'vk-ads': { ru: 'VK Реклама', en: 'VK Ads' },
  'google-ads': { ru: 'Google Ads', en: 'Google Ads' },
} as const

export const exportTexts = defineTexts({
  ...systemTexts,
  recognised: { ru: 'Распознана выгрузка: {system}', en: 'Recognised as an export of {system}' },
  headingRow: { ru: 'заголовки в строке {row}', en: 'headings in row {row}' },
  sheet: { ru: 'лист «{name}»', en: 'sheet “{name}”' },
  levels: { ru: 'расход известен по уровням: {levels}', en: 'spend is told by {levels}' },
  campaign: { ru: 'кампания', en: 'campaign' },
  placement: { ru: 'группа или площадка', en: 'ad group or placement' },
  keyword: { ru: 'ключ', en: 'keyword' },
  noCampaigns: { ru: 'кампаний в файле нет', en: 'there are no campaigns in the file' },
  equal: {
    ru: 'Сумма строк сходится с итогом выгрузки до копейки: {total}',
    en: 'The rows add up to the export’s own total to the penny: {total}',
  },
  rounding: {
    ru: 'Итог выгрузки {total}: округление {difference} встанет отдельной строкой',
    en: 'The export’s own total is {total}: its rounding of {difference} becomes a line of its own',
  },
  roundingDetail: {
    ru: 'Кабинет округляет каждую строку, поэтому их сумма немного расходится с итогом',
    en: 'The system rounds each row, so their sum is a little off its total',
  },
  differs: {
    ru: 'Итог выгрузки {total}, а сумма строк {rows}: разница {difference}',
    en: 'The export’s own total is {total}, its rows make {rows}: {difference} apart',
  },
  differsDetail: {
    ru: 'Это больше, чем округление: часть строк потеряна или отфильтрована. Выгрузите файл ещё раз',
    en: 'That is more than rounding: rows were lost or filtered out. Export the file again',
  },
  trustRows: {
    ru: 'Верны строки, загрузить без разницы',
    en: 'The rows are right: bring them in without the difference',
  },
  noTotal: { ru: 'Итога в файле нет, сверить не с чем', en: 'The file states no total to compare with' },
  severalCurrencies: {
    ru: 'В файле несколько валют: общий итог не с чем сверить',
    en: 'The file holds several currencies: no total to compare with',
  },
  noRate: {
    ru: 'Суммы в {currency}: укажите курс, без него они не загрузятся',
    en: 'Amounts in {currency}: enter a rate, without one they do not come in',
  },
  cut: {
    ru: 'Похоже, файл обрезан: число строк равно пределу выгрузки или не совпадает с заявленным',
    en: 'The file may be cut off: its number of rows is a limit of exports, or not the one that it states',
  },
  doubled: {
    ru: 'За эти дни у источника уже есть {amount}, внесённые иначе. Проверьте, не будут ли деньги посчитаны дважды',
    en: 'On these days the source already has {amount} entered otherwise. See that nothing is counted twice',
  },
  unmatched: {
    ru: {
      one: '{count} кампания ещё не сопоставлена с обращениями: {amount}',
      few: '{count} кампании ещё не сопоставлены с обращениями: {amount}',
      many: '{count} кампаний ещё не сопоставлено с обращениями: {amount}',
    },
    en: {
      one: '{count} campaign is not matched with contacts yet: {amount}',
      other: '{count} campaigns are not matched with contacts yet: {amount}',
    },
  },
  unmatchedDetail: {
    ru: 'Деньги встанут на источник. Сопоставить можно после загрузки, одним нажатием',
    en: 'Their money stands at the source. Match them after the upload with one click',
  },
  byDay: {
    ru: { one: 'Что принесёт {count} день', few: 'Что принесут {count} дня', many: 'Что принесут {count} дней' },
    en: { one: 'What {count} day brings', other: 'What each of {count} days brings' },
  },
  whose: { ru: 'Чья это выгрузка', en: 'Whose export it is' },
  ownTable: { ru: 'Своя таблица', en: 'A table of our own' },
  source: { ru: 'Источник в обращениях', en: 'Source of the contacts' },
  sourceHint: { ru: 'Запомнится для этой системы', en: 'Remembered for this system' },
  vat: { ru: 'Суммы в файле', en: 'Amounts in the file' },
  withVat: { ru: 'с НДС', en: 'with VAT' },
  withoutVat: { ru: 'без НДС', en: 'without VAT' },
  vatSame: {
    ru: 'Компания считает так же: суммы не изменятся.',
    en: 'The company counts the same way: nothing changes.',
  },
  vatAdded: {
    ru: 'Компания считает с НДС: он будет добавлен по ставке дня.',
    en: 'The company counts with VAT: it is added at the rate of the day.',
  },
  vatTaken: {
    ru: 'Компания считает без НДС: он будет вычтен по ставке дня.',
    en: 'The company counts without VAT: it is taken off at the rate of the day.',
  },
  vatSaid: { ru: 'Так сказано в самом файле.', en: 'The file says so itself.' },
  companyCounts: { ru: 'Компания считает расходы', en: 'The company counts spend' },
  recounted: { ru: 'Суммы из кабинетов пересчитаны', en: 'The systems’ money was counted anew' },
  rate: { ru: 'Курс: сколько {own} за 1 {currency}', en: 'Rate: {own} for 1 {currency}' },
  rateHint: { ru: 'Сохранится вместе с загрузкой', en: 'Kept with the upload' },
  stretches: {
    ru: 'Строки этого файла — недели или месяцы. Выгрузите отчёт по дням',
    en: 'The rows of this file are weeks or months. Export the report by day',
  },
  noDays: {
    ru: 'В файле нет дней: суммы за весь период',
    en: 'The file has no days: its amounts are of the whole period',
  },
  noDaysDetail: {
    ru: 'Лучше выгрузить отчёт по дням. Иначе суммы можно разложить поровну',
    en: 'Better export the report by day. Otherwise the amounts can be spread evenly',
  },
  spreadFrom: { ru: 'Период с', en: 'Period from' },
  spreadTo: { ru: 'по', en: 'to' },
  spread: { ru: 'Разложить поровну по дням периода', en: 'Spread evenly over the days of the period' },
})
