/** Every message that bad input can produce, Russian first. `{name}` is replaced by the problem's value of that name. */
export const problemTexts = {
  invalid_value: { ru: 'Недопустимое значение «{value}»', en: 'Invalid value “{value}”' },
  invalid_input: { ru: 'Неверные данные: {detail}', en: 'Wrong input: {detail}' },
  missing_value: { ru: 'Не заполнено обязательное поле', en: 'A required field is empty' },
  not_found: { ru: 'Не найдено', en: 'Not found' },
  forbidden: { ru: 'Нет права на это действие', en: 'You have no right to do this' },
  unauthorized: { ru: 'Войдите в систему', en: 'Please sign in' },
  conflict: { ru: 'Такая запись уже есть', en: 'Such a record already exists' },
  too_large: { ru: 'Слишком большой запрос: больше {limit}', en: 'The request is too large: over {limit}' },
  foreign_origin: {
    ru: 'Запрос пришёл с чужого сайта и отклонён',
    en: 'The request came from another site and was refused',
  },
  malformed_json: { ru: 'Тело запроса не является правильным JSON', en: 'The body of the request is no valid JSON' },
  unavailable: {
    ru: 'База данных сейчас не отвечает. Повторите через несколько секунд',
    en: 'The database does not answer right now. Try again in some seconds',
  },
  hotkey_taken: { ru: 'Клавиша «{hotkey}» занята: {name}', en: 'The key “{hotkey}” belongs to {name}' },
  internal: { ru: 'Внутренняя ошибка. Код для поддержки: {id}', en: 'Internal error. Code for support: {id}' },
  account_elsewhere: {
    ru: '{name} работает и в другой компании: новый пароль выдаст администратор сервера',
    en: '{name} also works for another company: the server’s administrator gives a new password',
  },
  already_member: { ru: 'Этот человек уже входит в систему', en: 'This person signs in already' },
  chat_over: {
    ru: 'Диалог окончен больше суток назад: новое сообщение клиента начнёт другой',
    en: 'The dialogue ended more than a day ago: the client’s next message begins another',
  },
  chat_file_type: {
    ru: 'Такие файлы не принимаются. Можно картинки, PDF, документы, таблицы, архивы ZIP и текст',
    en: 'Such files are not taken. Pictures, PDF, documents, sheets, ZIP archives and text are',
  },
  chat_too_often: {
    ru: 'Слишком много за короткое время. Подождите немного',
    en: 'Too much in a short time. Please wait a little',
  },
  callback_no_exchange: {
    ru: 'АТС для звонков не выбрана или отключена: «Настройки → Звонок с сайта»',
    en: 'No exchange is chosen to call, or it is off: “Settings → Callback on the site”',
  },
  callback_no_line: {
    ru: 'У вас нет внутреннего номера, на который АТС могла бы позвонить: «Сотрудники»',
    en: 'You have no extension that the exchange could ring: “People”',
  },
  callback_number: {
    ru: 'Это не номер телефона. Напишите его с кодом города или оператора',
    en: 'This is no telephone number. Write it with its area code',
  },
  callback_often: {
    ru: 'Слишком много запросов подряд. Попробуйте через минуту',
    en: 'Too many requests in a row. Try again in a minute',
  },
  callback_over: { ru: 'Этот запрос уже закрыт', en: 'This request is closed already' },
  callback_ringing: {
    ru: 'АТС уже звонит по этому запросу или вам',
    en: 'The exchange is calling for this request, or you, already',
  },
  callback_taken: { ru: 'Запрос уже взял {name}', en: '{name} has taken the request already' },
  class_changed: {
    ru: 'Класс уже изменил кто-то другой. Посмотрите ещё раз и решите',
    en: 'Somebody else has changed the class meanwhile. Look again and decide',
  },
  class_unknown: { ru: 'Такого класса нет или он в архиве', en: 'There is no such class, or it is archived' },
  dispute_moved: {
    ru: 'Другая сторона предлагает уже другой класс. Посмотрите ещё раз и решите',
    en: 'The other side proposes another class by now. Look again and decide',
  },
  dispute_not_escalated: {
    ru: 'Спор ещё у сторон: директор решает после срока или когда спор передан ему',
    en: 'The sides are still at it: the director decides after the deadline, or once the dispute is handed up',
  },
  dispute_over: { ru: 'Этот спор уже окончен', en: 'This dispute is over' },
  dispute_runs: {
    ru: 'О классе этого обращения уже идёт спор',
    en: 'The class of this interaction is in dispute already',
  },
  dispute_sides: {
    ru: 'В споре договариваются руководитель отдела продаж и маркетинг',
    en: 'A dispute is settled by the head of sales and marketing',
  },
  dispute_same_class: { ru: 'Этот класс и так стоит', en: 'This class stands already' },
  customers_parted: { ru: 'Этих клиентов уже разделили', en: 'These clients have been parted already' },
  customers_same: { ru: 'Это один и тот же клиент', en: 'This is one and the same client' },
  contact_unknown: {
    ru: 'Клиента с таким номером или адресом нет',
    en: 'There is no client with this number or address',
  },
  email_taken: { ru: 'Адрес {email} уже записан: {name}', en: 'The address {email} belongs to {name}' },
  export_too_long: {
    ru: 'В таблицу Excel помещается до {limit} строк. Сузьте фильтр или выгрузите CSV',
    en: 'An Excel sheet takes up to {limit} rows. Narrow the filter or export CSV',
  },
  file_columns_missing: {
    ru: 'В файле не найдены столбцы: {columns}. Укажите столбец или одно значение на весь файл',
    en: 'These columns were not found in the file: {columns}. Name a column, or one value for the whole file',
  },
  file_damaged: {
    ru: 'Файл повреждён: дочитать его не удалось',
    en: 'The file is damaged: it can’t be read to the end',
  },
  file_dates_ambiguous: {
    ru: 'Дата «{value}» читается по-разному: {forms}. Укажите порядок',
    en: 'The date “{value}” can be read in several ways: {forms}. Say which is meant',
  },
  file_empty: { ru: 'В файле нет ни одной строки данных', en: 'There is not a single row of data in the file' },
  file_not_table: {
    ru: 'Это не таблица: нужен файл CSV (текст с разделителями) или XLSX',
    en: 'This is no table: a CSV file (separated text) or XLSX is needed',
  },
  file_old_excel: {
    ru: 'Это старый формат Excel (.xls) или файл с паролем. Сохраните его как .xlsx или CSV без пароля',
    en: 'This is the old Excel format (.xls) or a file with a password. Save it as .xlsx or CSV without a password',
  },
  file_too_large: { ru: 'Файл больше {limit}', en: 'The file is larger than {limit}' },
  file_too_wide: {
    ru: 'В первой строке больше столбцов или символов, чем бывает в таблице',
    en: 'The first row has more columns or characters than a table has',
  },
  row_cut: {
    ru: 'Строка оборвана: файл скопирован не до конца',
    en: 'The row is cut off: the file was not copied whole',
  },
  row_encoding: {
    ru: 'В строке есть байты, которых нет в этой кодировке',
    en: 'The row has bytes that this encoding does not know',
  },
  row_not_clock: { ru: '«{value}» не время суток', en: '“{value}” is no time of day' },
  row_not_date: { ru: '«{value}» не дата', en: '“{value}” is no date' },
  row_not_duration: { ru: '«{value}» не длительность', en: '“{value}” is no duration' },
  row_not_known: {
    ru: 'Значение «{value}» не сопоставлено ни с чем',
    en: 'The value “{value}” is not mapped to anything',
  },
  row_not_number: { ru: '«{value}» не число', en: '“{value}” is no number' },
  row_nul: {
    ru: 'В строке нулевые байты: так выглядит сбой диска',
    en: 'The row has zero bytes, as after a disk failure',
  },
  row_quote: { ru: 'Кавычка открыта и не закрыта', en: 'A quote is opened and not closed' },
  row_time_absurd: { ru: 'Время «{value}» невозможно', en: 'The time “{value}” is impossible' },
  row_too_long: { ru: 'Строка длиннее миллиона символов', en: 'The row is longer than a million characters' },
  row_too_many_columns: { ru: 'В строке больше 2000 столбцов', en: 'The row has more than 2,000 columns' },
  grant_above_own: { ru: 'Нельзя дать право, которого нет у вас', en: 'You can’t give a right that you don’t have' },
  import_over: {
    ru: 'С этим импортом это уже нельзя сделать: его состояние изменилось',
    en: 'This can’t be done with the import any more: its state has changed',
  },
  invitation_over: {
    ru: 'Приглашение уже использовано, отозвано или истекло. Попросите новое',
    en: 'The invitation was used, withdrawn or has expired. Ask for a new one',
  },
  last_admin: {
    ru: 'Это последний администратор: сначала назначьте другого',
    en: 'This is the last administrator: appoint another one first',
  },
  line_taken: { ru: 'Линия {line} уже записана: {name}', en: 'The line {line} belongs to {name}' },
  unstorable_value: {
    ru: 'В данных есть знак, которого не бывает в тексте, или слишком большое число',
    en: 'The input holds a character that no text has, or a number that is too large',
  },
  link_over: {
    ru: 'Ссылка уже использована или истекла. Попросите новую',
    en: 'The link was used or has expired. Ask for a new one',
  },
  no_account: { ru: 'У этого человека нет входа: пригласите его', en: 'This person does not sign in: invite them' },
  sign_in_first: {
    ru: 'У {email} уже есть учётная запись: войдите и откройте ссылку ещё раз',
    en: '{email} has an account already: sign in and open the link again',
  },
  too_many_attempts: {
    ru: 'Слишком много неверных паролей. Попробуйте через {minutes} мин.',
    en: 'Too many wrong passwords. Try again in {minutes} min.',
  },
  money_not_read: { ru: '«{value}» не сумма', en: '“{value}” is no amount' },
  money_other_currency: {
    ru: 'Сумма «{value}» в другой валюте: компания считает в {currency}',
    en: 'The amount “{value}” is in another currency: the company counts in {currency}',
  },
  money_too_large: { ru: 'Сумма «{value}» слишком велика', en: 'The amount “{value}” is too large' },
  money_too_precise: {
    ru: 'В сумме «{value}» больше знаков после запятой, чем есть у валюты',
    en: 'The amount “{value}” has more decimals than the currency',
  },
  spend_no_days: {
    ru: 'В файле нет столбца с днями. Выгрузите отчёт по дням или попросите разложить суммы поровну по дням периода',
    en: 'The file has no column of days. Export the report by day, or ask for its amounts to be spread evenly over its period',
  },
  spend_totals_differ: {
    ru: 'Строки файла расходятся с его итогом «{label}» на {difference}. Выгрузите файл ещё раз или подтвердите, что верны строки',
    en: 'The rows of the file differ from its own total “{label}” by {difference}. Export it again, or confirm that the rows are right',
  },
  spend_period_wrong: {
    ru: 'Период должен кончаться не раньше, чем начался, и быть не длиннее трёх лет',
    en: 'A period ends no earlier than it begins and is no longer than three years',
  },
  import_undone: { ru: 'Этот импорт уже отменён', en: 'This import has been taken back already' },
  cannot_answer: {
    ru: 'На это обращение нельзя ответить отсюда: неизвестно, куда, или канал не умеет отправлять',
    en: 'This interaction can’t be answered from here: it is not known where to, or its channel can’t send',
  },
  answer_has_left: { ru: 'Этот ответ уже отправлен', en: 'This answer has been sent already' },
  private_address: {
    ru: 'Адрес {host} принадлежит внутренней сети. Разрешить такие может администратор сервера (LIDOSKOP_PRIVATE_HOOKS=1)',
    en: 'The address {host} belongs to a private network. The server’s administrator may allow such (LIDOSKOP_PRIVATE_HOOKS=1)',
  },
  secret_is_the_providers: {
    ru: 'Этот ключ выдаёт оператор: смените его в кабинете оператора и впишите сюда',
    en: 'This secret is the provider’s: renew it in their cabinet and enter it here',
  },
} as const satisfies Record<string, { ru: string; en: string }>

export type ProblemCode = keyof typeof problemTexts
export type Language = 'ru' | 'en'

/** The message of a problem in the given language. */
export function problemText(
  code: ProblemCode,
  language: Language,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return problemTexts[code][language].replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all))
}
