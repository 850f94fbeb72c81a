import { defineTexts } from '../../../../platform/web/index.ts'

/** What was done, in the words of a reader of the log. An action that is not here is shown by its code. */
export const actionTexts = defineTexts({
  'company.created': { ru: 'Создана компания', en: 'Company founded' },
  'company.changed': { ru: 'Изменены настройки компании', en: 'Company settings changed' },
  'department.created': { ru: 'Добавлен отдел', en: 'Department added' },
  'department.renamed': { ru: 'Отдел переименован', en: 'Department renamed' },
  'employee.created': { ru: 'Добавлен сотрудник', en: 'Person added' },
  'employee.changed': { ru: 'Изменён сотрудник', en: 'Person changed' },
  'employee.joined': { ru: 'Сотрудник принял приглашение', en: 'Person accepted an invitation' },
  'invitation.created': { ru: 'Создано приглашение', en: 'Invitation made' },
  'invitation.revoked': { ru: 'Приглашение отозвано', en: 'Invitation withdrawn' },
  'key.created': { ru: 'Создан ключ API', en: 'API key made' },
  'key.revoked': { ru: 'Ключ API отозван', en: 'API key revoked' },
  'class.set': { ru: 'Класс обращения', en: 'Class of an interaction' },
  'class.created': { ru: 'Добавлен класс', en: 'Class added' },
  'class.changed': { ru: 'Изменён класс', en: 'Class changed' },
  'class.archived': { ru: 'Класс убран в архив', en: 'Class archived' },
  'import.created': { ru: 'Загружен файл', en: 'File imported' },
  'import.removed': { ru: 'Загрузка отменена', en: 'Import undone' },
  'endpoint.created': { ru: 'Создан канал приёма', en: 'Incoming channel made' },
  'endpoint.changed': { ru: 'Изменён канал приёма', en: 'Incoming channel changed' },
  'endpoint.secret_renewed': { ru: 'Новый секрет канала приёма', en: 'New secret of an incoming channel' },
  'endpoint.removed': { ru: 'Удалён канал приёма', en: 'Incoming channel removed' },
  'inbox.replayed': { ru: 'События разобраны заново', en: 'Events mapped again' },
  'hook.created': { ru: 'Создан получатель вебхуков', en: 'Webhook receiver made' },
  'hook.changed': { ru: 'Изменён получатель вебхуков', en: 'Webhook receiver changed' },
  'hook.secret_renewed': { ru: 'Новый секрет получателя вебхуков', en: 'New secret of a webhook receiver' },
  'hook.removed': { ru: 'Удалён получатель вебхуков', en: 'Webhook receiver removed' },
  'spend.removed': { ru: 'Удалены расходы', en: 'Spend removed' },
})

/** The kinds of things that the log can be narrowed to. */
export const objectTexts = defineTexts({
  company: { ru: 'Компания', en: 'Company' },
  department: { ru: 'Отделы', en: 'Departments' },
  employee: { ru: 'Сотрудники', en: 'People' },
  invitation: { ru: 'Приглашения', en: 'Invitations' },
  key: { ru: 'Ключи API', en: 'API keys' },
  interaction: { ru: 'Обращения', en: 'Interactions' },
  class: { ru: 'Классы', en: 'Classes' },
  import: { ru: 'Загрузки', en: 'Imports' },
  spend: { ru: 'Расходы', en: 'Spend' },
  endpoint: { ru: 'Каналы приёма', en: 'Incoming channels' },
  hook: { ru: 'Исходящие вебхуки', en: 'Outgoing webhooks' },
})

/** Names of the fields that changes carry. */
export const fieldTexts = defineTexts({
  name: { ru: 'Имя', en: 'Name' },
  email: { ru: 'Почта', en: 'E-mail' },
  role: { ru: 'Роль', en: 'Role' },
  departmentId: { ru: 'Отдел', en: 'Department' },
  employeeId: { ru: 'Сотрудник', en: 'Person' },
  lines: { ru: 'Линии', en: 'Lines' },
  hiredOn: { ru: 'Работает с', en: 'Works since' },
  active: { ru: 'Работает', en: 'Works here' },
  state: { ru: 'Состояние', en: 'State' },
  prefix: { ru: 'Ключ', en: 'Key' },
  expiresAt: { ru: 'Действует до', en: 'Good until' },
  timezone: { ru: 'Часовой пояс', en: 'Time zone' },
  currency: { ru: 'Валюта', en: 'Currency' },
  country: { ru: 'Страна', en: 'Country' },
  slug: { ru: 'Короткое имя', en: 'Short name' },
  junkNorm: { ru: 'Норма спама', en: 'Junk norm' },
  gapThreshold: { ru: 'Порог разрыва', en: 'Gap threshold' },
  class: { ru: 'Класс', en: 'Class' },
  classId: { ru: 'Класс', en: 'Class' },
  file: { ru: 'Файл', en: 'File' },
  rows: { ru: 'Строк', en: 'Rows' },
  interactions: { ru: 'Обращений', en: 'Interactions' },
  provider: { ru: 'Откуда', en: 'From' },
  settings: { ru: 'Настройки', en: 'Settings' },
  url: { ru: 'Адрес', en: 'Address' },
  events: { ru: 'События', en: 'Events' },
  replayed: { ru: 'Событий', en: 'Events' },
})

/** Values that have names of their own. */
export const valueTexts = defineTexts({
  true: { ru: 'да', en: 'yes' },
  false: { ru: 'нет', en: 'no' },
  active: { ru: 'действует', en: 'active' },
  revoked: { ru: 'отозвано', en: 'revoked' },
  waiting: { ru: 'ждёт', en: 'waiting' },
})

export const faultTexts = defineTexts({
  changed: {
    ru: 'Запись № {n} изменена после того, как была сделана. Все записи до неё целы.',
    en: 'Entry no. {n} was changed after it had been made. All entries before it are intact.',
  },
  missing: {
    ru: 'Запись № {n} удалена. Все записи до неё целы.',
    en: 'Entry no. {n} was removed. All entries before it are intact.',
  },
  unlinked: {
    ru: 'Запись № {n} не продолжает предыдущую: записи переставлены или переписаны. Все записи до неё целы.',
    en: 'Entry no. {n} does not continue the one before: entries were swapped or rewritten. All entries before it are intact.',
  },
  truncated: {
    ru: 'Конец журнала отрезан: записи № {n} и следующих нет.',
    en: 'The end of the log was cut off: entry no. {n} and those after it are gone.',
  },
  head: {
    ru: 'Подменён конец цепочки: отметка о последней записи не сходится с записью № {n}.',
    en: 'The end of the chain was replaced: the mark of the last entry does not fit entry no. {n}.',
  },
  rewritten: {
    ru: 'Журнал переписан целиком: запись № {n} не та, чей отпечаток вы сохранили.',
    en: 'The whole log was rewritten: entry no. {n} is not the one whose fingerprint you noted.',
  },
})
