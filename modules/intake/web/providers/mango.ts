import type { ProviderWords } from './provider.ts'

export const mango: ProviderWords = {
  about: {
    ru: 'Звонки, ответившие сотрудники и записи разговоров в ту же секунду',
    en: 'Calls, who answered and recordings, within a second',
  },
  find: 'манго mango атс телефония pbx vpbx',
  steps: [
    {
      ru: 'В личном кабинете Mango Office откройте «Интеграции → API коннектор» и нажмите «Подключить».',
      en: 'In Mango Office’s cabinet open “Integrations → API connector” and connect it.',
    },
    {
      ru: 'Впишите адрес ниже в поле «Адрес внешней системы». Пути /events/call и другие Mango добавит сам.',
      en: 'Enter the address below as “External system address”. Mango appends /events/call and the like by itself.',
    },
    {
      ru: 'Отметьте уведомления «Вызов», «Результат вызова», «Запись разговора» и «Запись добавлена в облако».',
      en: 'Tick the notifications “Call”, “Call summary”, “Recording” and “Record added to the cloud”.',
    },
    {
      ru: 'Перенесите оттуда сюда «Уникальный код вашей АТС» и «Ключ для создания подписи». По ним же забираются записи и добираются звонки, о которых Mango не смог сообщить.',
      en: 'Carry “Unique code of your PBX” and “Key for the signature” from there to here. Recordings, and calls that Mango could not tell of, are fetched by them too.',
    },
  ],
  secrets: {
    apiKey: { label: { ru: 'Уникальный код вашей АТС', en: 'Unique code of your PBX (vpbx_api_key)' } },
    salt: { label: { ru: 'Ключ для создания подписи', en: 'Key for the signature (salt)' } },
  },
  fields: {
    history: {
      label: { ru: 'Добирать пропущенное из статистики Mango', en: 'Fill gaps from Mango’s statistics' },
      hint: {
        ru: 'Раз в десять минут: звонки, о которых Mango не смог сообщить, пока сервер или связь не работали, и их записи.',
        en: 'Every ten minutes: calls that Mango could not tell of while the server or the line was down, and their recordings.',
      },
    },
  },
  addressLabel: { ru: 'Адрес внешней системы', en: 'External system address' },
}
