import { messengerFields, modeWords } from './messenger.ts'
import type { ProviderWords } from './provider.ts'

export const telegram: ProviderWords = {
  about: {
    ru: 'Бот: сообщения, фото, голос и файлы клиентов; ответы из карточки',
    en: 'A bot: messages, photos, voice and files of clients; answers from the card',
  },
  find: 'телеграм telegram бот bot мессенджер business',
  steps: [
    {
      ru: 'Напишите в Telegram боту @BotFather команду /newbot и дайте боту имя.',
      en: 'In Telegram write /newbot to @BotFather and name the bot.',
    },
    { ru: 'Скопируйте сюда токен, который он пришлёт.', en: 'Copy the token that it sends to here.' },
    {
      ru: 'Больше ничего не нужно: мы сами спросим Telegram о сообщениях. Если у сервера есть внешний адрес, можно выбрать вебхук: он включится сам.',
      en: 'That is all: we ask Telegram for messages ourselves. Where the server has a public address a webhook may be chosen; it sets itself up.',
    },
    {
      ru: 'Ссылка с меткой рекламы: t.me/имя_бота?start=источник--кампания — эти слова станут источником обращения.',
      en: 'A link with the mark of an advertisement: t.me/your_bot?start=source--campaign. These words become the source of the interaction.',
    },
  ],
  secrets: { botToken: { label: { ru: 'Токен бота', en: 'Token of the bot' }, example: '123456789:AA…' } },
  fields: { mode: modeWords, ...messengerFields },
}
