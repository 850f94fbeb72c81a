import { defineTexts } from '../../../platform/web/index.ts'

export const providerTexts = defineTexts({
  generic: { ru: 'Сайт, CRM или своя АТС', en: 'Site, CRM or your own exchange' },
  mango: { ru: 'Mango Office', en: 'Mango Office' },
  uis: { ru: 'UIS / CoMagic', en: 'UIS / CoMagic' },
  zadarma: { ru: 'Zadarma', en: 'Zadarma' },
  megafon: { ru: 'МегаФон', en: 'MegaFon' },
  beeline: { ru: 'Билайн', en: 'Beeline' },
  mts: { ru: 'МТС', en: 'MTS' },
  rostelecom: { ru: 'Ростелеком', en: 'Rostelecom' },
  ami: { ru: 'Asterisk / FreePBX', en: 'Asterisk / FreePBX' },
  imap: { ru: 'Почта', en: 'Mail' },
  telegram: { ru: 'Telegram', en: 'Telegram' },
  vk: { ru: 'ВКонтакте', en: 'VK' },
  whatsapp: { ru: 'WhatsApp', en: 'WhatsApp' },
  avito: { ru: 'Авито', en: 'Avito' },
  max: { ru: 'MAX', en: 'MAX' },
  amocrm: { ru: 'amoCRM', en: 'amoCRM' },
  bitrix24: { ru: 'Битрикс24', en: 'Bitrix24' },
})

export const stateTexts = defineTexts({
  waiting: { ru: 'в очереди', en: 'waiting' },
  applied: { ru: 'записано', en: 'recorded' },
  ignored: { ru: 'не нужно', en: 'not needed' },
  failed: { ru: 'не разобрано', en: 'not understood' },
})

export const reasonTexts = defineTexts({
  malformed_json: { ru: 'Тело — не JSON', en: 'The body is no JSON' },
  malformed_form: { ru: 'Тело — не форма', en: 'The body is no form' },
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
  paused: { ru: 'канал был выключен', en: 'the channel was switched off' },
})
