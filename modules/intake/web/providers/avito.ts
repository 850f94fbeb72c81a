import { messengerFields } from './messenger.ts'
import type { ProviderWords } from './provider.ts'

export const avito: ProviderWords = {
  about: {
    ru: 'Сообщения по объявлениям, с объявлением как источником',
    en: 'Messages about items, with the item as their source',
  },
  find: 'авито avito объявления мессенджер',
  steps: [
    {
      ru: 'На avito.ru откройте «Настройки → Интеграции и API» (нужен тариф с API) и скопируйте Client_id и Client_secret.',
      en: 'At avito.ru open “Settings → Integrations and API” (a tariff with the API is needed) and copy Client_id and Client_secret.',
    },
    {
      ru: 'Номер профиля стоит там же или в «Настройки профиля».',
      en: 'The number of the profile stands there or in the profile’s settings.',
    },
    {
      ru: 'Сообщения мы читаем сами раз в минуту. Если у сервера есть внешний адрес, Авито будет звать его сразу: адрес сообщим сами.',
      en: 'We read messages ourselves once a minute. Where the server has a public address, Avito calls it at once: we tell it where.',
    },
  ],
  secrets: {
    clientId: { label: { ru: 'Client_id', en: 'Client_id' } },
    clientSecret: { label: { ru: 'Client_secret', en: 'Client_secret' } },
  },
  fields: {
    userId: { label: { ru: 'Номер профиля', en: 'Number of the profile' }, example: '94235311' },
    ...messengerFields,
  },
  address: (url, secret) => `${url}?secret=${secret || '…'}`,
}
