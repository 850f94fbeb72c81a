import { defineTexts } from '../../../platform/web/index.ts'
import type { DialState, DialStop } from '../rules.ts'

/** Calls through the exchange: in the queue and in the settings. */
export const dialTexts = defineTexts({
  callByExchange: { ru: 'Позвонить через АТС', en: 'Call through the exchange' },
  callByExchangeWhy: {
    ru: 'АТС позвонит вам, а когда вы ответите — клиенту',
    en: 'The exchange rings you and, when you pick up, the client',
  },
  dialPlacing: { ru: 'Звоним: {name}', en: 'Ringing {name}' },
  dialRinging: { ru: 'АТС звонит: {name}', en: 'The exchange rings {name}' },
  dialClient: { ru: '{name} на линии, звоним клиенту', en: '{name} is on the line, ringing the client' },
  dialTalked: { ru: 'Поговорили: {name}', en: '{name} talked' },
  dialMissed: { ru: 'Не отвечает: {name}', en: '{name} did not pick up' },
  dialUnanswered: { ru: 'Клиент не ответил. На линии был менеджер: {name}', en: 'The client did not answer {name}' },
  dialRefused: { ru: 'АТС не стала звонить: {why}', en: 'The exchange did not call: {why}' },
  dialUnknown: { ru: 'Неизвестно, позвонила ли АТС: {why}', en: 'Unknown whether the exchange called: {why}' },
  stopUnknown: {
    ru: 'Чтобы не набрать клиента дважды, сами больше не звоним. Проверьте и позвоните.',
    en: 'Not called again by itself, lest the client is called twice. Look and call.',
  },
  stopMissed: {
    ru: 'Никто из менеджеров не взял трубку. Позвоните вручную.',
    en: 'Nobody picked up. Call by hand.',
  },
  stopRefused: {
    ru: 'АТС отказывается звонить. Позвоните вручную.',
    en: 'The exchange refuses to call. Call by hand.',
  },
  stopNoConnection: {
    ru: 'Подключение к АТС выключено. Позвоните вручную.',
    en: 'The connection to the exchange is off. Call by hand.',
  },
  codeInterrupted: { ru: 'сервер перезапускался', en: 'the server was restarted' },
  codeNoEvent: { ru: 'событий о звонке не пришло', en: 'no event of the call has come' },
  codeNoAnswer: { ru: 'ответа не пришло', en: 'no answer has come' },
  codeUnreachable: { ru: 'АТС не отвечает', en: 'it does not answer' },
  codeCredentials: { ru: 'нет прав или неверный ключ', en: 'no right, or a wrong key' },
  codeNotSetUp: { ru: 'в подключении не заполнено: {detail}', en: 'the connection lacks: {detail}' },
  codeLine: { ru: 'линия {name} недоступна', en: 'the line of {name} is not there' },
  codeNumber: { ru: 'номер клиента не принят', en: 'the client’s number was not taken' },
  codeCallerId: { ru: 'номер для клиента не подходит', en: 'the number to show is not allowed' },
  codeLimit: { ru: 'исчерпан лимит', en: 'a limit is reached' },
  codeOther: { ru: 'причина не названа', en: 'no reason was given' },
  duty: { ru: 'На смене: {names}', en: 'On duty: {names}' },
  dutyNobody: { ru: 'На смене никого', en: 'Nobody is on duty' },
  dutyOn: { ru: 'Я на смене', en: 'I am on duty' },
  dutyHint: {
    ru: 'АТС звонит тем, кто на смене. Смена кончается сама через 12 часов.',
    en: 'The exchange rings those on duty. Duty ends by itself after 12 hours.',
  },
  section: {
    ru: 'Звонит АТС: сначала менеджеру, потом клиенту',
    en: 'The exchange calls: first a colleague, then the client',
  },
  connection: { ru: 'Через что звонить', en: 'Through which connection' },
  connectionNone: { ru: 'Не звонить через АТС', en: 'Do not call through an exchange' },
  connectionsNone: {
    ru: 'Подключите АТС в разделе «Подключения»: Asterisk, Mango, UIS, Zadarma, МегаФон, Билайн или Ростелеком.',
    en: 'Connect an exchange under “Connections”: Asterisk, Mango, UIS, Zadarma, MegaFon, Beeline or Rostelecom.',
  },
  auto: { ru: 'Звонить автоматически, как только подошло время', en: 'Call by itself as soon as it is due' },
  autoHint: {
    ru: 'В рабочие часы. Без этого звонят люди кнопкой «Позвонить через АТС».',
    en: 'Within the working hours. Without it people call with “Call through the exchange”.',
  },
  who: { ru: 'Кому звонить', en: 'Whom to ring' },
  whoDuty: { ru: 'Тем, кто на смене', en: 'Those on duty' },
  whoList: { ru: 'По списку', en: 'A list' },
  department: { ru: 'Отдел', en: 'Department' },
  departmentAll: { ru: 'Все отделы', en: 'All departments' },
  people: { ru: 'Список, по порядку', en: 'The list, in its order' },
  noLine: { ru: '{name} (нет номера)', en: '{name} (no extension)' },
  ring: { ru: 'Сколько секунд звонить каждому', en: 'Seconds that each is rung' },
  callerId: { ru: 'Какой номер видит клиент', en: 'The number that the client sees' },
  callerIdHint: { ru: 'Пусто — как решит АТС.', en: 'Empty: as the exchange decides.' },
})

/** What the queue says of the last call through the exchange. */
export const dialWords = {
  placing: 'dialPlacing',
  ringing: 'dialRinging',
  client: 'dialClient',
  talked: 'dialTalked',
  missed: 'dialMissed',
  unanswered: 'dialUnanswered',
  refused: 'dialRefused',
  unknown: 'dialUnknown',
} as const satisfies Record<DialState, string>

export const stopWords = {
  unknown: 'stopUnknown',
  missed: 'stopMissed',
  refused: 'stopRefused',
  no_connection: 'stopNoConnection',
} as const satisfies Record<DialStop, string>
