import { messengerFields } from './messenger.ts'
import type { ProviderWords } from './provider.ts'

export const whatsapp: ProviderWords = {
  about: {
    ru: 'Cloud API Meta: сообщения клиентов, их номера и реклама, с которой пришли',
    en: 'Meta’s Cloud API: messages of clients, their numbers and the advertisement they came by',
  },
  find: 'ватсап вотсап whatsapp waba meta cloud api мессенджер',
  steps: [
    {
      ru: 'В developers.facebook.com откройте приложение: «WhatsApp → API Setup». Перенесите сюда Phone number ID и постоянный токен.',
      en: 'At developers.facebook.com open the app: “WhatsApp → API Setup”. Carry the phone number ID and a permanent token to here.',
    },
    { ru: '«App settings → Basic»: перенесите App secret.', en: '“App settings → Basic”: carry the app secret.' },
    {
      ru: 'Сохраните подключение. В «WhatsApp → Configuration» впишите адрес ниже в Callback URL и токен, который покажем, в Verify token.',
      en: 'Save the connection. Under “WhatsApp → Configuration” enter the address below as callback URL and the token that is shown as verify token.',
    },
    { ru: 'Подпишитесь на поле messages.', en: 'Subscribe to the field messages.' },
    {
      ru: 'Сервисы Meta в России ограничены: если они недоступны с сервера, укажите адрес API своего прокси.',
      en: 'Meta’s services are restricted in Russia: where the server can’t reach them, enter the address of your proxy as that of the API.',
    },
  ],
  secrets: {
    appSecret: { label: { ru: 'App secret', en: 'App secret' } },
    accessToken: { label: { ru: 'Постоянный токен', en: 'Permanent token' } },
  },
  fields: {
    phoneNumberId: { label: { ru: 'Phone number ID', en: 'Phone number ID' }, example: '106540352242922' },
    ...messengerFields,
  },
  addressLabel: { ru: 'Callback URL', en: 'Callback URL' },
}
