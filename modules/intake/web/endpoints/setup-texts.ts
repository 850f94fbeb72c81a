import { defineTexts } from '../../../../platform/web/index.ts'

/** What to enter where in each provider's cabinet. Names of menus and fields are the cabinets' own. */
export const setupTexts = defineTexts({
  mango1: {
    ru: 'В личном кабинете Mango Office откройте «Интеграции → API коннектор» и нажмите «Подключить».',
    en: 'In Mango Office’s cabinet open “Integrations → API connector” and connect it.',
  },
  mango2: {
    ru: 'Впишите адрес ниже в поле «Адрес внешней системы». Пути /events/call и другие Mango добавит сам.',
    en: 'Enter the address below as “External system address”. Mango appends /events/call and the like by itself.',
  },
  mango3: {
    ru: 'Отметьте уведомления «Вызов», «Результат вызова», «Запись разговора» и «Запись добавлена в облако».',
    en: 'Tick the notifications “Call”, “Call summary”, “Recording” and “Record added to the cloud”.',
  },
  mango4: {
    ru: 'Перенесите оттуда сюда «Уникальный код вашей АТС» и «Ключ для создания подписи».',
    en: 'Carry “Unique code of your PBX” and “Key for the signature” from there to here.',
  },
  zadarma1: {
    ru: 'В кабинете Zadarma откройте «Настройки → Интеграции и API → Уведомления» («Уведомления о звонках АТС»).',
    en: 'In Zadarma’s cabinet open “Settings → Integrations and API → Notifications” (“PBX call notifications”).',
  },
  zadarma2: {
    ru: 'Впишите адрес ниже в поле «URL» и нажмите «Проверить»: Zadarma спросит адрес, и он ответит.',
    en: 'Enter the address below as “URL” and check it: Zadarma asks the address and it answers.',
  },
  zadarma3: {
    ru: 'Отметьте все события: NOTIFY_START, NOTIFY_INTERNAL, NOTIFY_ANSWER, NOTIFY_END, NOTIFY_OUT_START, NOTIFY_OUT_END, NOTIFY_RECORD.',
    en: 'Tick all events: NOTIFY_START, NOTIFY_INTERNAL, NOTIFY_ANSWER, NOTIFY_END, NOTIFY_OUT_START, NOTIFY_OUT_END, NOTIFY_RECORD.',
  },
  zadarma4: {
    ru: 'Перенесите сюда поле «Secret» со страницы «Ключи и API». Часовой пояс здесь должен быть тот же, что в профиле Zadarma: время звонков приходит по нему.',
    en: 'Carry the field “Secret” of the page “Keys and API” to here. The time zone here must be that of your Zadarma profile: call times come in it.',
  },
  uis1: {
    ru: 'В кабинете UIS включите опцию «HTTP-уведомления» и откройте «Администратор → Уведомления → Добавить».',
    en: 'In UIS’ cabinet switch “HTTP notifications” on and open “Administrator → Notifications → Add”.',
  },
  uis2: {
    ru: 'Создайте по уведомлению на события «Входящий звонок», «Исходящий звонок», «Ожидание ответа», «Начало разговора», «Окончание разговора», «Завершение звонка», «Потерянный звонок», «Записанный разговор».',
    en: 'Add a notification for each of the events Inbound call, Outbound call, Waiting for the answer, Talk started, Talk finished, Call finished, Lost call, Call recording completed.',
  },
  uis3: {
    ru: 'В каждом: способ «HTTP», метод «POST», URL — адрес ниже, тело — шаблон ниже. Секрет уже стоит в адресе.',
    en: 'In each: way “HTTP”, method “POST”, URL: the address below, body: the template below. The address holds the secret.',
  },
  uis4: {
    ru: 'Свой шаблон тоже годится: впишите, какое поле что значит, в настройках канала.',
    en: 'A template of your own will do too: say in the channel’s settings which field means what.',
  },
  generic1: {
    ru: 'Отправляйте JSON методом POST на адрес ниже. Заголовки: X-Lidoskop-Timestamp — время в секундах, X-Lidoskop-Signature — «v1=» и HMAC-SHA256 от «время.тело» на вашем секрете.',
    en: 'Send JSON by POST to the address below. Headers: X-Lidoskop-Timestamp, the time in seconds; X-Lidoskop-Signature, “v1=” and the HMAC-SHA256 of “time.body” with your secret.',
  },
  generic2: {
    ru: 'Обязательны только id и kind. Остальное можно дослать позже с тем же id: сведения сложатся.',
    en: 'Only id and kind are required. The rest may follow later with the same id: what is told adds up.',
  },
  generic3: {
    ru: 'Ответ 202 значит, что событие сохранено на диске; 422 называет поле, которое не понято (событие всё равно сохранено в журнале).',
    en: 'The answer 202 means that the event is on disk; 422 names the field that was not understood (the event is kept in the inbox all the same).',
  },
  address: { ru: 'Адрес', en: 'Address' },
  template: { ru: 'Шаблон тела', en: 'Template of the body' },
  curl: { ru: 'Проверить из терминала', en: 'Try it from a terminal' },
  secretInAddress: {
    ru: 'Секрет показывается один раз, при создании. Если он потерян, сделайте новый.',
    en: 'The secret is shown once, when it is made. If it is lost, make a new one.',
  },
})

export const setupSteps = {
  mango: ['mango1', 'mango2', 'mango3', 'mango4'],
  zadarma: ['zadarma1', 'zadarma2', 'zadarma3', 'zadarma4'],
  uis: ['uis1', 'uis2', 'uis3', 'uis4'],
  generic: ['generic1', 'generic2', 'generic3'],
} as const

/** Every variable that our mapping reads; a notification that lacks one leaves it empty. */
export const uisTemplate = `{
  "notification_name": {{notification_name}},
  "notification_mnemonic": {{notification_mnemonic}},
  "notification_time": {{notification_time}},
  "call_session_id": {{call_session_id}},
  "direction": {{direction}},
  "contact_phone_number": {{contact_phone_number}},
  "contact_full_name": {{contact_full_name}},
  "virtual_phone_number": {{virtual_phone_number}},
  "employee_id": {{employee_id}},
  "employee_full_name": {{employee_full_name}},
  "wait_time_duration": {{wait_time_duration}},
  "talk_time_duration": {{talk_time_duration}},
  "total_time_duration": {{total_time_duration}},
  "file_link": {{file_link}},
  "utm_source": {{utm_source}},
  "utm_campaign": {{utm_campaign}},
  "utm_content": {{utm_content}},
  "utm_term": {{utm_term}}
}`

export const curlExample = (
  url: string,
  secret: string,
): string => `BODY='{"id":"order-1","kind":"form","client":{"phone":"+79161234567"}}'
TIME=$(date +%s)
SIGN=$(printf '%s.%s' "$TIME" "$BODY" | openssl dgst -sha256 -hmac '${secret}' | sed 's/^.* //')
curl -d "$BODY" '${url}' \\
  -H 'Content-Type: application/json' \\
  -H "X-Lidoskop-Timestamp: $TIME" -H "X-Lidoskop-Signature: v1=$SIGN"`
