import type { ProviderWords } from './provider.ts'

export const zadarma: ProviderWords = {
  about: { ru: 'Звонки облачной АТС Zadarma', en: 'Calls of Zadarma’s cloud exchange' },
  find: 'задарма zadarma атс телефония pbx novofon новофон',
  steps: [
    {
      ru: 'В кабинете Zadarma откройте «Настройки → Интеграции и API → Уведомления» («Уведомления о звонках АТС»).',
      en: 'In Zadarma’s cabinet open “Settings → Integrations and API → Notifications” (“PBX call notifications”).',
    },
    {
      ru: 'Впишите адрес ниже в поле «URL» и нажмите «Проверить»: Zadarma спросит адрес, и он ответит.',
      en: 'Enter the address below as “URL” and check it: Zadarma asks the address and it answers.',
    },
    {
      ru: 'Отметьте все события: NOTIFY_START, NOTIFY_INTERNAL, NOTIFY_ANSWER, NOTIFY_END, NOTIFY_OUT_START, NOTIFY_OUT_END, NOTIFY_RECORD.',
      en: 'Tick all events: NOTIFY_START, NOTIFY_INTERNAL, NOTIFY_ANSWER, NOTIFY_END, NOTIFY_OUT_START, NOTIFY_OUT_END, NOTIFY_RECORD.',
    },
    {
      ru: 'Перенесите сюда поле «Secret» со страницы «Ключи и API». Часовой пояс здесь должен быть тот же, что в профиле Zadarma: время звонков приходит по нему.',
      en: 'Carry the field “Secret” of the page “Keys and API” to here. The time zone here must be that of your Zadarma profile: call times come in it.',
    },
  ],
  secrets: {
    secret: { label: { ru: 'Secret со страницы «Ключи и API»', en: 'Secret of the page “Keys and API”' } },
    key: {
      label: { ru: 'Key со страницы «Ключи и API»', en: 'Key of the page “Keys and API”' },
      hint: {
        ru: 'С ним забираются записи, добираются звонки, о которых Zadarma не смогла сообщить, и АТС сама перезванивает клиентам сайта.',
        en: 'With it recordings and calls that Zadarma could not tell of are fetched, and the exchange calls clients of the site back.',
      },
    },
  },
  fields: {},
  addressLabel: { ru: 'URL', en: 'URL' },
}
