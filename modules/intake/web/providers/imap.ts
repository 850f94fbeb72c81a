import type { ProviderWords } from './provider.ts'

const securities = {
  tls: { ru: 'SSL/TLS', en: 'SSL/TLS' },
  starttls: { ru: 'STARTTLS', en: 'STARTTLS' },
  none: { ru: 'Без шифрования', en: 'Not encrypted' },
}

export const imap: ProviderWords = {
  about: {
    ru: 'Общий ящик по IMAP: письма становятся обращениями, ответы уходят из карточки',
    en: 'A shared mailbox over IMAP: letters become interactions, answers leave from the card',
  },
  find: 'imap smtp почта письма e-mail email яндекс mail.ru gmail outlook exchange ящик',
  steps: [
    {
      ru: 'Разрешите в ящике доступ по IMAP. Яндекс 360: «Настройки → Почтовые программы → С сервера imap.yandex.ru». Mail.ru: «Безопасность → Пароли для внешних приложений». Gmail: включите двухэтапный вход.',
      en: 'Allow IMAP for the mailbox. Yandex 360: “Settings → Email clients → From the imap.yandex.ru server”. Mail.ru: “Security → Passwords for external applications”. Gmail: switch two-step sign-in on.',
    },
    {
      ru: 'Создайте пароль приложения и впишите его ниже: обычный пароль ящика почтовые службы по IMAP не принимают.',
      en: 'Make an app password and enter it below: mail services do not take the usual password over IMAP.',
    },
    {
      ru: 'Серверы: Яндекс — imap.yandex.ru и smtp.yandex.ru, Mail.ru — imap.mail.ru и smtp.mail.ru, Gmail — imap.gmail.com и smtp.gmail.com; порты 993 и 465. У своего сервера их знает администратор почты.',
      en: 'Servers: Yandex imap.yandex.ru and smtp.yandex.ru, Mail.ru imap.mail.ru and smtp.mail.ru, Gmail imap.gmail.com and smtp.gmail.com; ports 993 and 465. Of your own server your mail administrator knows them.',
    },
    {
      ru: 'Письма только читаются: ничего не удаляется и не отмечается прочитанным. Читаются «Входящие» и «Отправленные», поэтому ответы из почтовой программы тоже учитываются.',
      en: 'Letters are only read: nothing is deleted or marked as read. Inbox and Sent are read, so answers from a mail program count as well.',
    },
  ],
  secrets: {
    password: { label: { ru: 'Пароль приложения', en: 'App password' } },
  },
  fields: {
    address: { label: { ru: 'Адрес ящика', en: 'Address of the mailbox' }, example: 'sales@company.ru' },
    host: { label: { ru: 'Сервер IMAP', en: 'IMAP server' }, example: 'imap.yandex.ru' },
    port: { label: { ru: 'Порт IMAP', en: 'IMAP port' }, example: '993' },
    security: { label: { ru: 'Шифрование IMAP', en: 'IMAP encryption' }, choices: securities },
    user: {
      label: { ru: 'Имя пользователя', en: 'User name' },
      hint: { ru: 'Пусто — адрес ящика', en: 'Empty: the address of the mailbox' },
    },
    smtpHost: {
      label: { ru: 'Сервер SMTP', en: 'SMTP server' },
      hint: { ru: 'Пусто — тот же, с smtp вместо imap', en: 'Empty: the same with smtp instead of imap' },
      example: 'smtp.yandex.ru',
    },
    smtpPort: { label: { ru: 'Порт SMTP', en: 'SMTP port' }, example: '465' },
    smtpSecurity: { label: { ru: 'Шифрование SMTP', en: 'SMTP encryption' }, choices: securities },
    senderName: {
      label: { ru: 'Имя отправителя', en: 'Name of the sender' },
      hint: { ru: 'Его видит клиент рядом с адресом', en: 'What the client sees beside the address' },
      example: 'Отдел продаж',
    },
    folders: {
      label: { ru: 'Папки', en: 'Folders' },
      hint: {
        ru: 'Через запятую. Пусто — «Входящие» и «Отправленные»',
        en: 'Separated by commas. Empty: Inbox and Sent',
      },
      example: 'INBOX, Sent',
    },
    readBackDays: {
      label: { ru: 'Прочесть за прошлые дни', en: 'Days to read back' },
      hint: { ru: 'При первом подключении; 0 — только новые', en: 'When first connected; 0: new letters alone' },
    },
    reopenDays: {
      label: { ru: 'Новое обращение после стольких дней', en: 'A new interaction after so many days' },
      hint: {
        ru: 'Если на прошлое письмо ответили, а клиент снова пишет в ту же переписку',
        en: 'Where the last letter was answered and the client writes into the same thread again',
      },
    },
    ours: {
      label: { ru: 'Ещё наши адреса', en: 'More addresses of ours' },
      hint: {
        ru: 'Через запятую, @домен — все адреса домена. Домен ящика и так наш, кроме общих служб',
        en: 'Separated by commas; @domain stands for all of a domain. The mailbox’s own domain is ours anyhow, unless it is a public service',
      },
      example: 'info@company.ru, @company.com',
    },
    always: {
      label: { ru: 'Всегда обращения', en: 'Always interactions' },
      hint: {
        ru: 'Отправители, чьи письма считаются заявками, даже если похожи на рассылку: формы сайта, площадки',
        en: 'Senders whose letters count even where they look like a newsletter: forms of sites, marketplaces',
      },
      example: 'noreply@tilda.ws, @avito.ru',
    },
    source: {
      label: { ru: 'Источник', en: 'Source' },
      hint: {
        ru: 'Если этот адрес указан только в одной рекламе',
        en: 'Where this address stands in one advertisement alone',
      },
    },
    responsible: {
      label: { ru: 'Кому новые письма', en: 'New letters go to' },
      hint: {
        ru: 'Почта или имя сотрудника: он видит их, пока никто не ответил. Пусто — руководители',
        en: 'E-mail or name of an employee who sees them until somebody has answered. Empty: heads',
      },
    },
  },
}
