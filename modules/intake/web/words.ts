import { defineTexts } from '../../../platform/web/index.ts'

export const stateTexts = defineTexts({
  waiting: { ru: 'в очереди', en: 'waiting' },
  applied: { ru: 'записано', en: 'recorded' },
  ignored: { ru: 'не нужно', en: 'not needed' },
  failed: { ru: 'не разобрано', en: 'not understood' },
})

export const reasonTexts = defineTexts({
  malformed_json: { ru: 'Тело — не JSON', en: 'The body is no JSON' },
  malformed_form: { ru: 'Тело — не форма', en: 'The body is no form' },
  malformed_xml: { ru: 'Тело — не XML или оборвано', en: 'The body is no XML or was cut short' },
  not_an_object: { ru: 'Ожидался объект с полями', en: 'An object with fields was expected' },
  unknown_event: { ru: 'Неизвестный вид события', en: 'An unknown kind of event' },
  missing_field: { ru: 'Нет обязательного поля', en: 'A required field is missing' },
  wrong_field: { ru: 'Недопустимое значение поля', en: 'A field has a value that can’t be' },
  wrong_time: { ru: 'Время не читается', en: 'The time can’t be read' },
  absurd_time: { ru: 'Невозможное время', en: 'An impossible time' },
  negative_duration: { ru: 'Отрицательная длительность', en: 'A negative duration' },
  absurd_duration: { ru: 'Невозможная длительность', en: 'An impossible duration' },
  too_long: { ru: 'Слишком длинное значение', en: 'A value is too long' },
  no_adapter: { ru: 'Этот оператор больше не поддерживается', en: 'This provider is no longer supported' },
  record_failed: { ru: 'Не удалось записать', en: 'Could not be recorded' },
  no_matter: { ru: 'Понято; к обращениям не относится', en: 'Understood; has nothing to do with interactions' },
  auto_reply: { ru: 'Автоответ', en: 'An automatic reply' },
  bounce: { ru: 'Извещение о недоставке', en: 'A notice of a letter that did not arrive' },
  newsletter: { ru: 'Рассылка', en: 'A newsletter' },
  spam: { ru: 'Спам, по отметке почтового сервера', en: 'Spam, by the mark of the mail server' },
  colleagues: { ru: 'Письмо между своими', en: 'A letter between colleagues' },
  group_chat: {
    ru: 'Сообщение в группе, а не от клиента лично',
    en: 'A message in a group, not of a client in person',
  },
})

/** What to do about requests that were turned away. */
export const refusalTexts = defineTexts({
  signature_missing: {
    ru: 'без подписи: проверьте, что в кабинете оператора включена подпись и указан именно этот адрес',
    en: 'without a signature: see that the provider signs and that this very address is entered there',
  },
  signature_wrong: {
    ru: 'подпись не сошлась: ключ здесь и в кабинете оператора различаются',
    en: 'the signature did not match: the secret here and at the provider differ',
  },
  signature_stale: {
    ru: 'слишком старая отметка времени: часы отправителя ушли больше чем на 5 минут или запрос послан повторно',
    en: 'the timestamp was too old: the sender’s clock is off by more than 5 minutes, or the request was sent again',
  },
  unsupported_type: {
    ru: 'неизвестный формат тела: проверьте Content-Type в настройках отправителя',
    en: 'unknown kind of body: see the Content-Type in the sender’s settings',
  },
  too_large: { ru: 'тело больше 1 МБ', en: 'a body of over 1 MB' },
  paused: { ru: 'подключение было выключено', en: 'the connection was switched off' },
})

/** Why we don't get through to a provider, with what to do about it. */
export const failureTexts = defineTexts({
  unreachable: {
    ru: 'Сервер не отвечает по этому адресу: проверьте адрес и порт, и пускает ли брандмауэр.',
    en: 'Nothing answers at this address: see the address and the port, and whether the firewall lets us through.',
  },
  timeout: { ru: 'Сервер не ответил вовремя.', en: 'The server did not answer in time.' },
  certificate: {
    ru: 'Сертификат сервера не прошёл проверку.',
    en: 'The server’s certificate did not pass the check.',
  },
  credentials: {
    ru: 'Логин, пароль или ключ не подошли. Впишите новые в настройках подключения.',
    en: 'The login, password or key was refused. Enter new ones in the connection’s settings.',
  },
  forbidden_address: {
    ru: 'Адрес ведёт во внутреннюю сеть сервера, а это запрещено.',
    en: 'The address leads into the server’s own network, which is forbidden.',
  },
  no_public_address: {
    ru: 'Сервер не знает своего внешнего адреса, а без него той стороне некуда сообщать. Задайте LIDOSKOP_URL.',
    en: 'The server does not know its own address, so the other end has nowhere to report to. Set LIDOSKOP_URL.',
  },
  rate_limited: {
    ru: 'Слишком много запросов: та сторона просит подождать.',
    en: 'Too many requests: the other end asks to wait.',
  },
  protocol: { ru: 'Ответ той стороны не удалось понять.', en: 'The answer of the other end was not understood.' },
  ended: { ru: 'Соединение оборвалось.', en: 'The connection broke off.' },
  locked_secret: {
    ru: 'Сохранённый секрет не открывается: на сервере другой ключ. Впишите секрет заново.',
    en: 'The kept secret can’t be opened: the server has another key. Enter the secret anew.',
  },
  other: { ru: 'Не удалось соединиться.', en: 'Could not connect.' },
})
