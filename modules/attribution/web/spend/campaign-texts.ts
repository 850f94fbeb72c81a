import { defineTexts } from '../../../../platform/web/index.ts'
import { systemTexts } from './export-texts.ts'

export const campaignTexts = defineTexts({
  ...systemTexts,
  title: { ru: 'Кампании из рекламных кабинетов', en: 'Campaigns of the advertising systems' },
  campaign: { ru: 'Кампания в кабинете', en: 'Campaign in the system' },
  number: { ru: '№ {id}', en: 'No. {id}' },
  amount: { ru: 'Сумма', en: 'Amount' },
  match: { ru: 'Кампания в обращениях', en: 'Campaign of the contacts' },
  unmatched: {
    ru: {
      one: '{count} кампания не сопоставлена: {amount} стоят на источнике',
      few: '{count} кампании не сопоставлены: {amount} стоят на источнике',
      many: '{count} кампаний не сопоставлены: {amount} стоят на источнике',
    },
    en: {
      one: '{count} campaign is not matched: {amount} stand at the source',
      other: '{count} campaigns are not matched: {amount} stand at the source',
    },
  },
  unmatchedDetail: {
    ru: 'В цену лида по источнику они входят, по кампаниям — нет. Выбор запомнится и для прошлых, и для новых загрузок.',
    en: 'The source’s cost per lead holds them, the campaigns’ does not. A choice holds for past and coming uploads.',
  },
  matchAgain: { ru: 'Сопоставить снова', en: 'Match again' },
  standAlone: { ru: 'Остальные — под своими именами', en: 'The rest under their own names' },
  matched: {
    ru: {
      one: 'Сопоставлена {count} кампания',
      few: 'Сопоставлены {count} кампании',
      many: 'Сопоставлено {count} кампаний',
    },
    en: { one: '{count} campaign matched', other: '{count} campaigns matched' },
  },
  by_id: { ru: 'по номеру в метке', en: 'by the number in its tag' },
  by_name: { ru: 'по имени', en: 'by its name' },
  by_person: { ru: 'выбрано вручную', en: 'chosen by hand' },
  by_new: { ru: 'под своим именем', en: 'under its own name' },
  none: { ru: 'не сопоставлена', en: 'not matched' },
  change: { ru: 'Изменить', en: 'Change' },
  part: { ru: 'Отвязать', en: 'Part' },
  choose: { ru: 'Выбрать кампанию', en: 'Choose a campaign' },
  own: { ru: 'Отдельная кампания', en: 'A campaign of its own' },
  find: { ru: 'Имя кампании', en: 'Name of the campaign' },
  notFound: { ru: 'Такой нет', en: 'There is none' },
})
