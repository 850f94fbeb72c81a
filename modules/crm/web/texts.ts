import { defineTexts } from '../../../platform/web/index.ts'

/** Why a lead does not arrive. */
export const failureTexts = defineTexts({
  refused: { ru: 'отказ CRM', en: 'refused by the CRM' },
  gone: { ru: 'обращения больше нет', en: 'the interaction is gone' },
  unreachable: { ru: 'нет связи', en: 'not reachable' },
  timeout: { ru: 'не ответила вовремя', en: 'no answer in time' },
  credentials: { ru: 'доступ закрыт', en: 'access denied' },
  rate_limited: { ru: 'слишком много запросов', en: 'too many requests' },
  protocol: { ru: 'непонятный ответ', en: 'an answer that makes no sense' },
  ended: { ru: 'связь прервана', en: 'the connection broke' },
  other: { ru: 'ошибка', en: 'an error' },
})
