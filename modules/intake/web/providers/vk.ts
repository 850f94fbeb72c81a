import { messengerFields } from './messenger.ts'
import type { ProviderWords } from './provider.ts'

export const vk: ProviderWords = {
  about: { ru: 'Сообщения сообщества; ответы из карточки', en: 'Messages to a community; answers from the card' },
  find: 'вк вконтакте vk vkontakte сообщество группа callback api мессенджер',
  steps: [
    {
      ru: 'В сообществе откройте «Управление → Дополнительно → Работа с API → Callback API», версия API 5.199.',
      en: 'In the community open “Manage → API usage → Callback API”, API version 5.199.',
    },
    {
      ru: 'Скопируйте сюда «Строку, которую должен вернуть сервер», и ключ доступа с правом «Сообщения сообщества» с вкладки «Ключи доступа».',
      en: 'Copy the “String to be returned” to here, and an access token with the right “Community messages” from “Access tokens”.',
    },
    {
      ru: 'Сохраните подключение, впишите в ВК адрес ниже и секретный ключ, который покажем, и нажмите «Подтвердить».',
      en: 'Save the connection, enter the address below and the secret key that is shown in VK, and press “Confirm”.',
    },
    {
      ru: 'На вкладке «Типы событий» отметьте входящее, исходящее и редактирование сообщения.',
      en: 'Under “Event types” tick message received, message sent and message edited.',
    },
  ],
  secrets: {
    confirmation: {
      label: { ru: 'Строка, которую должен вернуть сервер', en: 'String to be returned' },
      example: 'a1b2c3d4',
    },
    accessToken: { label: { ru: 'Ключ доступа сообщества', en: 'Access token of the community' } },
  },
  fields: messengerFields,
  addressLabel: { ru: 'Адрес', en: 'URL' },
}
