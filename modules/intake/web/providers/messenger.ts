import type { SettingWords } from './provider.ts'

/** What messengers have in common, in words. */
export const messengerFields: Readonly<Record<string, SettingWords>> = {
  reopenDays: {
    label: { ru: 'Новое обращение после стольких дней', en: 'A new interaction after so many days' },
    hint: {
      ru: 'Если последнее слово было за нами, а клиент пишет снова',
      en: 'Where the last word was ours and the client writes again',
    },
  },
  source: {
    label: { ru: 'Источник', en: 'Source' },
    hint: {
      ru: 'Если клиент пришёл не по ссылке с меткой. Пусто — источник неизвестен',
      en: 'Where the client did not come by a marked link. Empty: the source is not known',
    },
  },
  responsible: {
    label: { ru: 'Кому новые диалоги', en: 'New dialogues go to' },
    hint: {
      ru: 'Почта или имя сотрудника: он видит их, пока никто не ответил. Пусто — руководители',
      en: 'E-mail or name of an employee who sees them until somebody has answered. Empty: heads',
    },
  },
  apiUrl: {
    label: { ru: 'Адрес API', en: 'Address of the API' },
    hint: {
      ru: 'Пусто — обычный. Свой нужен, если сервер выходит к мессенджеру через прокси',
      en: 'Empty: the usual one. Needed where the server reaches the messenger through a proxy',
    },
  },
}

export const modeWords: SettingWords = {
  label: { ru: 'Как получать сообщения', en: 'How messages come' },
  choices: {
    poll: {
      ru: 'Спрашивать самим (сервер может быть без внешнего адреса)',
      en: 'Ask for them (the server needs no public address)',
    },
    webhook: { ru: 'Вебхук на адрес этого сервера', en: 'A webhook to this server’s address' },
  },
}
