import { messengerFields, modeWords } from './messenger.ts'
import type { ProviderWords } from './provider.ts'

const noWords = { ru: '', en: '' }

export const max: ProviderWords = {
  about: {
    ru: 'Бот в MAX: сообщения и файлы клиентов; ответы из карточки',
    en: 'A bot in MAX: messages and files of clients; answers from the card',
  },
  find: 'макс max мессенджер бот vk',
  steps: [
    {
      ru: 'На business.max.ru пройдите проверку организации и создайте чат-бота: «Чат-боты → Создать». После модерации в «Интеграции» появится токен.',
      en: 'At business.max.ru have the organisation checked and make a bot. After its moderation the token is under “Integration”.',
    },
    {
      ru: 'Скопируйте токен сюда. На вебхук бот подпишется сам; нужен адрес сервера по HTTPS, порт 443.',
      en: 'Copy the token to here. The bot subscribes to the webhook by itself; the server needs an address by HTTPS, port 443.',
    },
    {
      ru: 'Сертификат API MAX выдан российским удостоверяющим центром: добавьте его корень на сервер (переменная NODE_EXTRA_CA_CERTS).',
      en: 'The certificate of MAX’s API is of the Russian national authority: give its root to the server (variable NODE_EXTRA_CA_CERTS).',
    },
  ],
  secrets: { botToken: { label: { ru: 'Токен бота', en: 'Token of the bot' } } },
  fields: {
    mode: {
      ...modeWords,
      hint: { ru: 'Спрашивать самим MAX советует только для проверки', en: 'MAX advises asking for tests alone' },
      choices: { webhook: modeWords.choices?.webhook ?? noWords, poll: modeWords.choices?.poll ?? noWords },
    },
    ...messengerFields,
  },
}
