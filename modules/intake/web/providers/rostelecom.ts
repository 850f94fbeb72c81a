import type { ProviderWords } from './provider.ts'

export const rostelecom: ProviderWords = {
  about: { ru: 'Виртуальная АТС: звонки с подписью каждого события', en: 'Virtual PBX: calls, each event signed' },
  find: 'ростелеком rostelecom rt рт ватс vats атс телефония pbx',
  steps: [
    {
      ru: 'В кабинете «Виртуальная АТС» войдите администратором, откройте управление доменом и подключите «Интеграционный API» («Настройки → Управление услугами»).',
      en: 'In the cabinet “Virtual PBX” sign in as administrator, open the domain and connect “Integration API” (“Settings → Services”).',
    },
    {
      ru: 'Впишите адрес ниже как адрес внешней системы: /call_events АТС добавит сама.',
      en: 'Enter the address below as that of the external system: the exchange appends /call_events by itself.',
    },
    {
      ru: 'Перенесите сюда уникальный код идентификации и уникальный ключ для подписи.',
      en: 'Carry the identification code and the signature key to here.',
    },
    {
      ru: 'Внутренние номера (PIN) сотрудников здесь и в АТС должны совпадать.',
      en: 'Internal numbers (PIN) of people must be the same here and in the exchange.',
    },
  ],
  secrets: {
    clientId: { label: { ru: 'Уникальный код идентификации', en: 'Identification code (X-Client-ID)' } },
    signKey: { label: { ru: 'Уникальный ключ для подписи', en: 'Signature key' } },
  },
  fields: {
    domain: {
      label: { ru: 'Домен АТС', en: 'Domain of the exchange' },
      hint: {
        ru: 'Нужен, чтобы АТС сама перезванивала клиентам сайта.',
        en: 'Needed for the exchange to call clients of the site back.',
      },
      example: 'example.cloudpbx.rt.ru',
    },
    serverAddress: {
      label: { ru: 'Внешний IP-адрес этого сервера', en: 'Outer IP address of this server' },
      hint: {
        ru: 'Нужен, чтобы забирать записи: АТС отдаёт их только на названный адрес. Внесите его и в белый список в кабинете.',
        en: 'Needed to fetch recordings: the exchange gives them to the named address alone. Enter it on the white list of the cabinet, too.',
      },
      example: '203.0.113.10',
    },
  },
  addressLabel: { ru: 'Адрес внешней системы', en: 'Address of the external system' },
}
