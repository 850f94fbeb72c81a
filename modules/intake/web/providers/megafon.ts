import type { ProviderWords } from './provider.ts'

export const megafon: ProviderWords = {
  about: {
    ru: 'Виртуальная АТС: звонки, сотрудники и записи',
    en: 'Virtual PBX: calls, employees and recordings',
  },
  find: 'мегафон megafon ватс vats гравител gravitel дом.ру domru вестколл westcall itoolabs атс телефония pbx',
  steps: [
    {
      ru: 'В кабинете Виртуальной АТС откройте «Настройки → Интеграция с CRM» и выберите подключение своей CRM по REST API.',
      en: 'In the Virtual PBX’ cabinet open “Settings → Integration with CRM” and choose your own CRM over REST API.',
    },
    {
      ru: 'Впишите адрес ниже в поле «Адрес вашей CRM», а секрет, показанный при создании, — в «Ключ для авторизации в вашей CRM».',
      en: 'Enter the address below as “Address of your CRM”, and the secret that was shown when it was made as “Key for authorisation in your CRM”.',
    },
    {
      ru: 'На странице «Сотрудники» укажите те же добавочные номера, что в АТС: по ним звонок находит сотрудника.',
      en: 'On the page “People” give people the same extensions as in the exchange: a call finds its employee by them.',
    },
    {
      ru: 'Если звонки приходят со сдвигом на несколько часов, впишите сдвиг в настройках подключения: часть АТС пишет местное время как UTC.',
      en: 'If calls come shifted by hours, enter the shift in the connection’s settings: some exchanges write local time as UTC.',
    },
  ],
  secrets: {
    token: {
      label: { ru: 'Ключ для авторизации в Виртуальной АТС', en: 'Key for authorisation in the Virtual PBX' },
      hint: {
        ru: 'С той же страницы. С ним добираются звонки, о которых АТС не смогла сообщить, забираются записи, и АТС сама перезванивает клиентам сайта.',
        en: 'Of the same page. With it calls that the exchange could not tell of and recordings are fetched, and the exchange calls clients of the site back.',
      },
    },
  },
  fields: {
    vatsAddress: {
      label: { ru: 'Адрес Виртуальной АТС', en: 'Address of the Virtual PBX' },
      hint: {
        ru: 'С той же страницы, целиком. Нужен вместе с ключом. История звонков есть только у адресов, которые не кончаются на .wcgp.',
        en: 'Of the same page, whole. Needed together with the key. Addresses that end in .wcgp have no history of calls.',
      },
      example: 'https://vats123456.megapbx.ru/crmapi/v1',
    },
    clockHours: {
      label: { ru: 'Часы АТС спешат, часов', en: 'The exchange’s clock is ahead by, hours' },
      hint: { ru: 'Обычно пусто. Москва вместо UTC — это 3.', en: 'Mostly empty. Moscow’s time for UTC is 3.' },
      example: '0',
    },
  },
  addressLabel: { ru: 'Адрес вашей CRM', en: 'Address of your CRM' },
}
