import { defineTexts } from '../../../platform/web/index.ts'

export const failureTexts = defineTexts({
  unreachable: { ru: 'сервер не отвечает', en: 'the server does not answer' },
  credentials: { ru: 'доступ не принят, проверьте подключение', en: 'access was refused, see the connection' },
  refused: { ru: 'отказ получателя', en: 'refused by the recipient' },
  blocked: { ru: 'клиент запретил сообщения', en: 'the client does not allow messages' },
  window_closed: {
    ru: 'прошло больше суток с последнего сообщения клиента',
    en: 'the client’s last message is more than a day old',
  },
  rate_limited: { ru: 'слишком часто, подождём', en: 'too often, it will wait' },
  too_large: { ru: 'слишком большой', en: 'too large' },
  no_address: { ru: 'неизвестно, куда отвечать', en: 'it is not known where to' },
  no_connection: { ru: 'подключение выключено', en: 'the connection is switched off' },
  forbidden_address: { ru: 'сервер во внутренней сети', en: 'the server is in a private network' },
  other: { ru: 'не получилось', en: 'it did not work' },
})

export const whyTexts = defineTexts({
  no_address: {
    ru: 'Отсюда не ответить: у письма нет обратного адреса.',
    en: 'It can’t be answered from here: there is no address to answer to.',
  },
  no_connection: {
    ru: 'Отсюда не ответить: подключение выключено или удалено.',
    en: 'It can’t be answered from here: the connection is switched off or removed.',
  },
  cannot_send: {
    ru: 'Отсюда не ответить: этот канал не умеет отправлять.',
    en: 'It can’t be answered from here: this channel can’t send.',
  },
})
