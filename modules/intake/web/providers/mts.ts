import type { ProviderWords } from './provider.ts'

export const mts: ProviderWords = {
  about: {
    ru: 'Звонки на многоканальный номер и добавочные',
    en: 'Calls to a multi-channel number and its extensions',
  },
  find: 'мтс mts автосекретарь autosecretary ac20 атс телефония pbx',
  steps: [
    {
      ru: 'В кабинете Автосекретаря (aa.mts.ru) откройте настройки API и включите отправку событий о вызовах (API AC20).',
      en: 'In Autosecretary’s cabinet (aa.mts.ru) open the API settings and switch events of calls on (API AC20).',
    },
    {
      ru: 'Адрес для событий — ниже. Авторизация Basic: логин lidoskop, пароль — секрет, показанный при создании.',
      en: 'The address for events is below. Authorisation Basic: login lidoskop, the password is the secret that was shown when it was made.',
    },
    {
      ru: 'Добавочные сотрудников здесь и в Автосекретаре («виртуальный номер») должны совпадать.',
      en: 'Extensions of people must be the same here and in Autosecretary (“virtual number”).',
    },
    {
      ru: 'Записи разговоров события не несут: Автосекретарь отдаёт их только через свой REST API.',
      en: 'Events carry no recordings: Autosecretary gives them through its REST API only.',
    },
  ],
  secrets: {},
  fields: {},
}
