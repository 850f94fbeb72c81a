/** The record's own values in words, for files that leave the product. */
export const words = {
  kind: {
    call: { ru: 'Звонок', en: 'Call' },
    chat: { ru: 'Чат', en: 'Chat' },
    callback: { ru: 'Обратный звонок', en: 'Callback' },
    form: { ru: 'Заявка', en: 'Form' },
    email: { ru: 'Письмо', en: 'E-mail' },
    messenger: { ru: 'Мессенджер', en: 'Messenger' },
  },
  direction: {
    inbound: { ru: 'Входящее', en: 'Inbound' },
    outbound: { ru: 'Исходящее', en: 'Outbound' },
    internal: { ru: 'Внутреннее', en: 'Internal' },
  },
  outcome: {
    talked: { ru: 'Поговорили', en: 'Talked' },
    gave_up: { ru: 'Не дождался', en: 'Gave up' },
    unanswered: { ru: 'Не ответили', en: 'Not answered' },
    busy: { ru: 'Занято', en: 'Busy' },
    failed: { ru: 'Сбой', en: 'Failed' },
    machine: { ru: 'Автоответчик', en: 'Machine' },
  },
  group: {
    lead: { ru: 'Лид', en: 'Lead' },
    upsell: { ru: 'Допродажа', en: 'Upsell' },
    accompanying: { ru: 'Сопутствующее', en: 'Accompanying' },
    destructive: { ru: 'Мусор', en: 'Junk' },
  },
  followUp: {
    waiting: { ru: 'Не перезвонили', en: 'Not called back' },
    called_back: { ru: 'Перезвонили', en: 'Called back' },
    client_came: { ru: 'Клиент обратился снова', en: 'The client came again' },
  },
} as const
