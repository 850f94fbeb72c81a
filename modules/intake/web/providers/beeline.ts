import type { ProviderWords } from './provider.ts'

export const beeline: ProviderWords = {
  about: {
    ru: 'Звонки абонентов облачной АТС, подписка продлевается сама',
    en: 'Calls of the cloud exchange; the subscription renews itself',
  },
  find: 'билайн beeline облачная атс cloud pbx mpbx broadworks xsi телефония',
  steps: [
    {
      ru: 'В кабинете Облачной АТС Билайна откройте «Настройки → API» и создайте токен (X-MPBX-API-AUTH-TOKEN). Впишите его сюда.',
      en: 'In the cabinet of Beeline’s Cloud PBX open “Settings → API” and make a token (X-MPBX-API-AUTH-TOKEN). Enter it here.',
    },
    {
      ru: 'Больше ничего не нужно: Лидоскоп сам подпишется на события по адресу ниже, будет продлевать подписку и забирать записи разговоров. Сервер должен быть виден из интернета.',
      en: 'Nothing more is needed: Lidoskop subscribes to events at the address below, renews the subscription and fetches recordings. The server must be reachable from the internet.',
    },
    {
      ru: 'В событиях сотрудник — это номер абонента АТС из десяти цифр: укажите его в строках сотрудника.',
      en: 'Events name an employee by the subscriber’s ten-digit number: enter it among the person’s lines.',
    },
  ],
  secrets: {
    token: {
      label: { ru: 'Токен API', en: 'API token' },
      hint: { ru: 'X-MPBX-API-AUTH-TOKEN', en: 'X-MPBX-API-AUTH-TOKEN' },
    },
  },
  fields: {},
  address: (url, secret) => `${url}?secret=${secret}`,
}
