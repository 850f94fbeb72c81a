import { defineTexts } from '../../../../platform/web/index.ts'

export const texts = defineTexts({
  title: { ru: 'Расходы', en: 'Spend' },
  lead: {
    ru: 'Сколько потрачено на рекламу по дням, источникам и кампаниям. Отсюда берётся цена лида.',
    en: 'What was spent on advertising by day, source and campaign. The cost of a lead comes from here.',
  },
  enter: { ru: 'Внести расход', en: 'Enter an amount' },
  upload: { ru: 'Загрузить файл', en: 'Upload a file' },
  total: { ru: 'Потрачено', en: 'Spent' },
  unassigned: { ru: 'Не распределено', en: 'Not assigned' },
  unassignedWhy: {
    ru: 'Внесено без источника: в цену лида по источникам не входит',
    en: 'Entered without a source: no source’s cost per lead holds it',
  },
  entries: { ru: 'Записей', en: 'Entries' },
  perDay: { ru: 'В среднем за день', en: 'A day on average' },
  byDay: { ru: 'По дням', en: 'By day' },
  byDayLabel: { ru: 'Расходы по дням периода', en: 'Spend by day of the period' },
  byOrigin: { ru: 'По источникам и кампаниям', en: 'By source and campaign' },
  origin: { ru: 'Источник и кампания', en: 'Source and campaign' },
  noOrigin: { ru: 'Без источника', en: 'Without a source' },
  share: { ru: 'Доля', en: 'Share' },
  amount: { ru: 'Сумма', en: 'Amount' },
  day: { ru: 'День', en: 'Day' },
  note: { ru: 'Комментарий', en: 'Note' },
  from: { ru: 'Откуда', en: 'Entered' },
  fromFile: { ru: 'файл', en: 'file' },
  byHand: { ru: 'вручную', en: 'by hand' },
  list: { ru: 'Записи', en: 'Entries' },
  only: { ru: 'Только: {name}', en: 'Only: {name}' },
  showAll: { ru: 'Показать все', en: 'Show all' },
  edit: { ru: 'Исправить', en: 'Correct' },
  remove: { ru: 'Удалить', en: 'Remove' },
  removeSure: {
    ru: 'Расход {amount} за {day} будет удалён. В журнале изменений он останется.',
    en: 'The amount of {amount} for {day} will be removed. The log of changes keeps it.',
  },
  removeTitle: { ru: 'Удалить расход?', en: 'Remove the amount?' },
  save: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Сохранено', en: 'Saved' },
  nothing: { ru: 'За эти дни расходов нет', en: 'No spend in these days' },
  nothingHow: {
    ru: 'Загрузите выгрузку из рекламного кабинета (CSV или XLSX) или внесите сумму вручную.',
    en: 'Upload an export of the advertising system (CSV or XLSX) or enter an amount by hand.',
  },
  source: { ru: 'Источник', en: 'Source' },
  campaign: { ru: 'Кампания', en: 'Campaign' },
  placement: { ru: 'Площадка', en: 'Placement' },
  keyword: { ru: 'Ключ', en: 'Keyword' },
  currency: { ru: 'Валюта', en: 'Currency' },
  sourceHint: { ru: 'Пусто — не распределено', en: 'Empty: not assigned yet' },
  amountHint: { ru: 'Например, 12 500,40', en: 'For example 12,500.40' },
  rows: { ru: 'Строк', en: 'Rows' },
  skipped: { ru: 'Пропущено', en: 'Refused' },
  period: { ru: 'Дни', en: 'Days' },
  undoSure: {
    ru: 'Будет убрано {amount} из файла «{file}». Если он заменил суммы прежнего файла, они вернутся.',
    en: '{amount} of the file “{file}” will go. Amounts of an earlier file that it replaced come back.',
  },
})

export const importTexts = defineTexts({
  title: { ru: 'Загрузка расходов', en: 'Upload of spend' },
  drop: {
    ru: 'Перетащите выгрузку рекламного кабинета или выберите файл: CSV или XLSX с днём, кампанией и суммой',
    en: 'Drop an export of the advertising system or choose a file: CSV or XLSX with day, campaign and amount',
  },
  defaultSource: { ru: 'Источник для всего файла', en: 'Source of the whole file' },
  defaultSourceHint: {
    ru: 'Выгрузка кабинета не называет сама себя: Яндекс Директ, VK Реклама…',
    en: 'A system’s export does not name itself: Google Ads, Meta…',
  },
  willImport: {
    ru: {
      one: 'Будет загружена {count} строка на {amount}',
      few: 'Будут загружены {count} строки на {amount}',
      many: 'Будет загружено {count} строк на {amount}',
    },
    en: { one: '{count} row of {amount} will come in', other: '{count} rows of {amount} will come in' },
  },
  days: { ru: 'Дни: {days}', en: 'Days: {days}' },
  unassigned: {
    ru: 'Без источника: {amount}. Деньги не потеряются, но в цену лида по источникам не войдут.',
    en: 'Without a source: {amount}. Nothing is lost, but no source’s cost per lead will hold it.',
  },
  replaced: {
    ru: {
      one: 'Заменит {count} прежнюю сумму за те же дни и кампании',
      few: 'Заменит {count} прежние суммы за те же дни и кампании',
      many: 'Заменит {count} прежних сумм за те же дни и кампании',
    },
    en: {
      one: 'Replaces {count} earlier amount of the same day and campaign',
      other: 'Replaces {count} earlier amounts of the same days and campaigns',
    },
  },
  again: {
    ru: 'Этот файл уже загружали: повторная загрузка ничего не удвоит.',
    en: 'This file was uploaded before: once more doubles nothing.',
  },
  dates: { ru: 'Дату можно прочитать по-разному. Порядок:', en: 'The dates can be read in more than one way. Order:' },
  dmy: { ru: 'день.месяц.год', en: 'day/month/year' },
  mdy: { ru: 'месяц.день.год', en: 'month/day/year' },
  ymd: { ru: 'год-месяц-день', en: 'year-month-day' },
  needed: { ru: 'Укажите столбцы с днём и суммой', en: 'Say which columns hold the day and the amount' },
  done: {
    ru: { one: 'Загружена {count} строка', few: 'Загружены {count} строки', many: 'Загружено {count} строк' },
    en: { one: '{count} row came in', other: '{count} rows came in' },
  },
})
