import type { SettingWords } from './provider.ts'

/** Settings that every CRM has. */
export const crmWords = {
  pollMinutes: {
    label: { ru: 'Сверяться каждые, минут', en: 'Compare every, minutes' },
    hint: {
      ru: 'Уведомления CRM иногда теряются: сверка находит то, о чём она не сказала.',
      en: 'Notifications of a CRM get lost now and then: comparing finds what it did not tell.',
    },
    example: '5',
  },
  historyDays: {
    label: { ru: 'Загрузить сделки за, дней', en: 'Bring deals of the last, days' },
    hint: {
      ru: 'При первом подключении: сделки, которые менялись за это время.',
      en: 'At the first connection: deals that changed in this time.',
    },
    example: '365',
  },
  send: {
    label: { ru: 'Заявки в CRM', en: 'Leads into the CRM' },
    choices: {
      off: { ru: 'Не отправлять', en: 'Send none' },
      hand: { ru: 'По кнопке «В CRM»', en: 'By the button “To CRM”' },
      leads: { ru: 'Каждое целевое обращение', en: 'Every interaction that is a lead' },
    },
  },
} as const satisfies Record<string, SettingWords>

/** What of a deal may stand in fields of the company's own. `named`: how such a field is named in the CRM. */
export const ownFields = (named: string, namedEn: string, lost: boolean): SettingWords => ({
  label: { ru: 'Ваши поля', en: 'Fields of your own' },
  hint: {
    ru: `Заполните, если эти данные лежат в ваших полях: ${named}.`,
    en: `Fill in where these are kept in fields of your own: ${namedEn}.`,
  },
  choices: {
    phone: { ru: 'Телефон в самой сделке', en: 'Phone in the deal itself' },
    email: { ru: 'Почта в самой сделке', en: 'E-mail in the deal itself' },
    utm_source: { ru: 'Источник (utm_source)', en: 'Source (utm_source)' },
    utm_medium: { ru: 'Тип трафика (utm_medium)', en: 'Medium (utm_medium)' },
    utm_campaign: { ru: 'Кампания (utm_campaign)', en: 'Campaign (utm_campaign)' },
    utm_content: { ru: 'Объявление (utm_content)', en: 'Content (utm_content)' },
    utm_term: { ru: 'Ключ (utm_term)', en: 'Term (utm_term)' },
    ...(lost && { lostReason: { ru: 'Причина отказа', en: 'Reason of the loss' } }),
    interaction: { ru: 'Номер обращения Лидоскопа', en: 'Lidoskop’s id of the interaction' },
    visit: { ru: 'Номер визита Лидоскопа', en: 'Lidoskop’s id of the visit' },
  },
})
