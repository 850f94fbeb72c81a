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
  generic: { ru: 'Любая таблица', en: 'Any table' },
})

/** Fields of an interaction, and of exchanges with the names that the exchange gives them; rare ones are their own names. */
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
  start: { ru: 'Начало (start)', en: 'Start' },
  src: { ru: 'Кто звонил (src)', en: 'Caller (src)' },
  dst: { ru: 'Куда звонили (dst)', en: 'Called (dst)' },
  clid: { ru: 'Имя и номер (clid)', en: 'Caller ID (clid)' },
  did: { ru: 'Наш номер (did)', en: 'Our number (did)' },
  answer: { ru: 'Ответ (answer)', en: 'Answer' },
  end: { ru: 'Конец (end)', en: 'End' },
  billsec: { ru: 'Разговор (billsec)', en: 'Talk (billsec)' },
  disposition: { ru: 'Чем кончилось (disposition)', en: 'Outcome (disposition)' },
  channel: { ru: 'Кто: канал (channel)', en: 'Caller’s channel' },
  dstchannel: { ru: 'Кому: канал (dstchannel)', en: 'Called channel (dstchannel)' },
  recordingfile: { ru: 'Запись (recordingfile)', en: 'Recording (recordingfile)' },
  start_stamp: { ru: 'Начало (start_stamp)', en: 'Start (start_stamp)' },
  answer_stamp: { ru: 'Ответ (answer_stamp)', en: 'Answer (answer_stamp)' },
  end_stamp: { ru: 'Конец (end_stamp)', en: 'End (end_stamp)' },
  caller_id_number: { ru: 'Кто звонил (caller_id_number)', en: 'Caller (caller_id_number)' },
  destination_number: { ru: 'Куда звонили (destination_number)', en: 'Called (destination_number)' },
  hangup_cause: { ru: 'Чем кончилось (hangup_cause)', en: 'Outcome (hangup_cause)' },
  ringing: { ru: 'Дозвон', en: 'Ringing' },
  talking: { ru: 'Разговор', en: 'Talking' },
  status: { ru: 'Чем кончилось', en: 'Status' },
  callid: { ru: 'Номер звонка', en: 'Call ID' },
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
