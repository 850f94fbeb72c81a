import { defineTexts } from '../../../../platform/web/index.ts'

/** States of an import, as its history names them. */
export const stateTexts = defineTexts({
  uploaded: { ru: 'не начат', en: 'not started' },
  queued: { ru: 'в очереди', en: 'queued' },
  running: { ru: 'идёт', en: 'running' },
  done: { ru: 'готов', en: 'done' },
  failed: { ru: 'не удался', en: 'failed' },
  cancelling: { ru: 'останавливается', en: 'stopping' },
  cancelled: { ru: 'отменён', en: 'cancelled' },
  undoing: { ru: 'отменяется', en: 'being undone' },
  undone: { ru: 'отменён и убран', en: 'undone' },
})

export const profileTexts = defineTexts({
  freepbx: { ru: 'FreePBX / Asterisk', en: 'FreePBX / Asterisk' },
  freeswitch: { ru: 'FreeSWITCH', en: 'FreeSWITCH' },
  '3cx': { ru: '3CX', en: '3CX' },
  generic: { ru: 'Таблица: столбцы сопоставлены', en: 'A table: columns are mapped' },
})

/** Fields of an interaction. Fields of exchanges keep the names that the exchange gives them. */
export const fieldTexts = defineTexts({
  time: { ru: 'Дата и время', en: 'Date and time' },
  date: { ru: 'Дата', en: 'Date' },
  answered: { ru: 'Время ответа', en: 'Answered at' },
  ended: { ru: 'Время окончания', en: 'Ended at' },
  direction: { ru: 'Направление', en: 'Direction' },
  number: { ru: 'Номер клиента', en: 'Client’s number' },
  from: { ru: 'Кто звонил', en: 'From' },
  to: { ru: 'Кому звонили', en: 'To' },
  ours: { ru: 'Наш номер', en: 'Our number' },
  line: { ru: 'Сотрудник или добавочный', en: 'Employee or extension' },
  duration: { ru: 'Вся длительность', en: 'Whole duration' },
  talk: { ru: 'Разговор', en: 'Talk' },
  wait: { ru: 'Ожидание', en: 'Wait' },
  outcome: { ru: 'Чем кончилось', en: 'Outcome' },
  source: { ru: 'Источник', en: 'Source' },
  campaign: { ru: 'Кампания', en: 'Campaign' },
  placement: { ru: 'Площадка', en: 'Placement' },
  keyword: { ru: 'Ключ', en: 'Keyword' },
  class: { ru: 'Класс', en: 'Class' },
  name: { ru: 'Имя клиента', en: 'Client’s name' },
  email: { ru: 'Почта клиента', en: 'Client’s e-mail' },
  messenger: { ru: 'Мессенджер', en: 'Messenger' },
  kind: { ru: 'Вид обращения', en: 'Kind' },
  subject: { ru: 'Тема или комментарий', en: 'Subject or comment' },
  recording: { ru: 'Ссылка на запись', en: 'Recording' },
  id: { ru: 'Номер записи в системе', en: 'Identity in the system' },
  test: { ru: 'Тестовый', en: 'Test contact' },
  dayOfMonth: { ru: 'День месяца', en: 'Day of the month' },
  month: { ru: 'Месяц', en: 'Month' },
  year: { ru: 'Год', en: 'Year' },
})

export const meaningTexts = defineTexts({
  inbound: { ru: 'входящее', en: 'inbound' },
  outbound: { ru: 'исходящее', en: 'outbound' },
  internal: { ru: 'внутреннее', en: 'internal' },
  answered: { ru: 'поговорили', en: 'answered' },
  no_answer: { ru: 'не ответили', en: 'no answer' },
  busy: { ru: 'занято', en: 'busy' },
  failed: { ru: 'не соединилось', en: 'failed' },
  cancelled: { ru: 'не дождался', en: 'gave up' },
  machine: { ru: 'автоответчик', en: 'machine' },
  call: { ru: 'звонок', en: 'call' },
  chat: { ru: 'чат', en: 'chat' },
  callback: { ru: 'обратный звонок', en: 'callback' },
  form: { ru: 'заявка с сайта', en: 'form' },
  messenger: { ru: 'мессенджер', en: 'messenger' },
  email: { ru: 'письмо', en: 'e-mail' },
})

/** The text of a key that came from the server, or the key itself where it has none. */
export const known = <Key extends string>(texts: Readonly<Record<Key, unknown>>, key: string): key is Key =>
  key in texts
