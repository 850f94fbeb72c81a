import type { ProviderWords } from './provider.ts'

/** Every variable that our mapping reads; a notification that lacks one leaves it empty. */
const variables = [
  'notification_name',
  'notification_mnemonic',
  'notification_time',
  'call_session_id',
  'direction',
  'contact_phone_number',
  'contact_full_name',
  'virtual_phone_number',
  'employee_id',
  'employee_full_name',
  'wait_time_duration',
  'talk_time_duration',
  'total_time_duration',
  'file_link',
  'utm_source',
  'utm_campaign',
  'utm_content',
  'utm_term',
]
const template = `{\n${variables.map((name) => `  "${name}": {{${name}}}`).join(',\n')}\n}`

export const uis: ProviderWords = {
  about: {
    ru: 'Звонки, чаты и заявки UIS вместе с рекламным источником',
    en: 'Calls, chats and requests of UIS, with their advertising source',
  },
  find: 'uis юис comagic комэджик callgear атс телефония коллтрекинг',
  steps: [
    {
      ru: 'В кабинете UIS включите опцию «HTTP-уведомления» и откройте «Администратор → Уведомления → Добавить».',
      en: 'In UIS’ cabinet switch “HTTP notifications” on and open “Administrator → Notifications → Add”.',
    },
    {
      ru: 'Создайте по уведомлению на события «Входящий звонок», «Исходящий звонок», «Ожидание ответа», «Начало разговора», «Окончание разговора», «Завершение звонка», «Потерянный звонок», «Записанный разговор».',
      en: 'Add a notification for each of the events Inbound call, Outbound call, Waiting for the answer, Talk started, Talk finished, Call finished, Lost call, Call recording completed.',
    },
    {
      ru: 'В каждом: способ «HTTP», метод «POST», URL — адрес ниже, тело — шаблон ниже. Секрет уже стоит в адресе.',
      en: 'In each: way “HTTP”, method “POST”, URL: the address below, body: the template below. The address holds the secret.',
    },
    {
      ru: 'Свой шаблон тоже годится: впишите, какое поле что значит, в настройках подключения.',
      en: 'A template of your own will do too: say in the connection’s settings which field means what.',
    },
  ],
  secrets: {
    token: {
      label: { ru: 'Ключ Call API и Data API', en: 'Key of Call API and Data API' },
      hint: {
        ru: 'Кабинет UIS: «Управление пользователями → Доступ по ключу», с правами Call API и Data API; в «Белом списке» — адрес этого сервера. С ним АТС сама перезванивает клиентам сайта, а звонки, о которых UIS не смог сообщить, и ссылки на записи добираются раз в десять минут.',
        en: 'UIS’ cabinet: “Users → Access by key”, with Call API and Data API; this server’s address belongs on the white list. With it the exchange calls clients of the site back, and calls that UIS could not tell of, and links to recordings, are fetched every ten minutes.',
      },
    },
  },
  fields: {
    virtualNumber: {
      label: { ru: 'Виртуальный номер для перезвона', en: 'Virtual number to call back from' },
      hint: { ru: 'Его видит клиент. Номера 800 не подходят.', en: 'The client sees it. Numbers 800 will not do.' },
      example: '74993720692',
    },
    fields: {
      label: { ru: 'Поля вашего шаблона', en: 'Fields of your template' },
      hint: {
        ru: 'Заполните только те, что названы иначе, чем переменные UIS.',
        en: 'Fill in only those that are named otherwise than UIS’ variables.',
      },
      choices: {
        id: { ru: 'Номер звонка', en: 'Identity of the call' },
        event: { ru: 'Вид события', en: 'Kind of event' },
        at: { ru: 'Время события', en: 'Time of the event' },
        direction: { ru: 'Направление (in, out)', en: 'Direction (in, out)' },
        phone: { ru: 'Телефон клиента', en: 'Client’s number' },
        name: { ru: 'Имя клиента', en: 'Client’s name' },
        ourAddress: { ru: 'Наш номер', en: 'Our number' },
        employee: { ru: 'Сотрудник', en: 'Employee' },
        talkSeconds: { ru: 'Секунды разговора', en: 'Seconds of talk' },
        waitSeconds: { ru: 'Секунды ожидания', en: 'Seconds of waiting' },
        durationSeconds: { ru: 'Секунды всего', en: 'Seconds altogether' },
        recording: { ru: 'Ссылка на запись', en: 'Link to the recording' },
        source: { ru: 'Источник', en: 'Source' },
        campaign: { ru: 'Кампания', en: 'Campaign' },
      },
      examples: {
        id: 'call_session_id',
        event: 'event',
        at: 'notification_time',
        direction: 'direction',
        phone: 'contact_phone_number',
        name: 'contact_full_name',
        ourAddress: 'virtual_phone_number',
        employee: 'employee_full_name',
        talkSeconds: 'talk_time_duration',
        waitSeconds: 'wait_time_duration',
        durationSeconds: 'total_time_duration',
        recording: 'file_link',
        source: 'utm_source',
        campaign: 'utm_campaign',
      },
    },
  },
  addressLabel: { ru: 'URL', en: 'URL' },
  address: (url, secret) => `${url}?secret=${secret}`,
  samples: [{ title: { ru: 'Шаблон тела', en: 'Template of the body' }, text: () => template }],
}
