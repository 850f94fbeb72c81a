import type { ProviderWords } from './provider.ts'

export const generic: ProviderWords = {
  about: {
    ru: 'Любая система, которая умеет отправить JSON на адрес',
    en: 'Any system that can send JSON to an address',
  },
  find: 'вебхук webhook api json разработчик форма сайт универсальный своё',
  steps: [
    {
      ru: 'Отправляйте JSON методом POST на адрес ниже. Заголовки: X-Lidoskop-Timestamp — время в секундах, X-Lidoskop-Signature — «v1=» и HMAC-SHA256 от «время.тело» на вашем секрете.',
      en: 'Send JSON by POST to the address below. Headers: X-Lidoskop-Timestamp, the time in seconds; X-Lidoskop-Signature, “v1=” and the HMAC-SHA256 of “time.body” with your secret.',
    },
    {
      ru: 'Обязательны только id и kind. Остальное можно дослать позже с тем же id: сведения сложатся.',
      en: 'Only id and kind are required. The rest may follow later with the same id: what is told adds up.',
    },
    {
      ru: 'Ответ 202 значит, что событие сохранено на диске; 422 называет поле, которое не понято (событие всё равно сохранено в журнале).',
      en: 'The answer 202 means that the event is on disk; 422 names the field that was not understood (the event is kept in the inbox all the same).',
    },
  ],
  secrets: {},
  fields: {
    namespace: {
      label: { ru: 'Приставка к id обращений', en: 'Prefix of interaction ids' },
      hint: {
        ru: 'Нужна, когда две системы нумеруют обращения каждая с единицы. Пусто — без приставки.',
        en: 'Needed where two systems both count from one. Empty: no prefix.',
      },
    },
  },
  samples: [
    {
      title: { ru: 'Проверить из терминала', en: 'Try it from a terminal' },
      text: (url, secret) => `BODY='{"id":"order-1","kind":"form","client":{"phone":"+79161234567"}}'
TIME=$(date +%s)
SIGN=$(printf '%s.%s' "$TIME" "$BODY" | openssl dgst -sha256 -hmac '${secret}' | sed 's/^.* //')
curl -d "$BODY" '${url}' \\
  -H 'Content-Type: application/json' \\
  -H "X-Lidoskop-Timestamp: $TIME" -H "X-Lidoskop-Signature: v1=$SIGN"`,
    },
  ],
}
