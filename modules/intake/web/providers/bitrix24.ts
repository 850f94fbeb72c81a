import { crmWords, ownFields } from './crm-words.ts'
import type { ProviderWords } from './provider.ts'

export const bitrix24: ProviderWords = {
  about: {
    ru: 'Сделки Битрикс24 с этапами, суммами и товарами; лиды из обращений в Битрикс24',
    en: 'Deals of Bitrix24 with stages, amounts and goods; leads made of interactions',
  },
  find: 'битрикс битрикс24 bitrix b24 crm сделки лиды воронка',
  steps: [
    {
      ru: 'В Битрикс24 откройте «Разработчикам → Другое → Входящий вебхук». Права: CRM (crm), Пользователи (user), Торговый каталог (catalog). Создавайте от имени сотрудника, который видит все сделки.',
      en: 'In Bitrix24 open “Developer resources → Other → Inbound webhook”. Rights: CRM (crm), Users (user), Catalogue (catalog). Make it as somebody who sees all deals.',
    },
    {
      ru: 'Скопируйте «Вебхук для вызова REST API» целиком, вместе с номером и кодом, и вставьте сюда.',
      en: 'Copy the whole “Webhook to call REST API”, with its number and code, and paste it here.',
    },
    {
      ru: 'Чтобы сделки приходили сразу: «Разработчикам → Другое → Исходящий вебхук», в «URL вашего обработчика» вставьте адрес ниже, события: создание, обновление, удаление сделки, перемещение сделки в другую воронку.',
      en: 'For deals to come at once: “Developer resources → Other → Outbound webhook”, handler address: the address below, events: deal created, updated, deleted, moved to another pipeline.',
    },
    {
      ru: 'Сохраните его, скопируйте «Токен приложения» и вставьте сюда.',
      en: 'Save it, copy its “Application token” and paste it here.',
    },
  ],
  secrets: {
    webhookUrl: {
      label: { ru: 'Вебхук для вызова REST API', en: 'Webhook to call REST API' },
      example: 'https://company.bitrix24.ru/rest/1/xxxxxxxxxxxxxxxx/',
    },
    applicationToken: {
      label: { ru: 'Токен приложения исходящего вебхука', en: 'Application token of the outbound webhook' },
      hint: {
        ru: 'Пусто: сделки приходят только при сверке.',
        en: 'Empty: deals come only when they are compared.',
      },
    },
  },
  fields: {
    memberId: {
      label: { ru: 'Код портала (member_id)', en: 'Code of the portal (member_id)' },
      hint: {
        ru: 'Если указан, события других порталов отклоняются.',
        en: 'When given, events of other portals are refused.',
      },
    },
    ...crmWords,
    sendAs: {
      label: { ru: 'Что создавать', en: 'What to make' },
      choices: {
        lead: { ru: 'Лид', en: 'A lead' },
        deal: { ru: 'Сделку с контактом (CRM без лидов)', en: 'A deal with a contact (CRM without leads)' },
      },
    },
    sendCategory: {
      label: { ru: 'Номер воронки для сделок', en: 'ID of the pipeline for deals' },
      hint: { ru: 'Пусто: общая воронка.', en: 'Empty: the general pipeline.' },
    },
    sendSource: {
      label: { ru: 'Код источника (SOURCE_ID)', en: 'Code of the source (SOURCE_ID)' },
      hint: {
        ru: 'Пусто: CALL для звонков, WEB для остального.',
        en: 'Empty: CALL for calls, WEB for the rest.',
      },
    },
    fields: ownFields('код поля вида UF_CRM_…', 'the field’s code, like UF_CRM_…', true),
  },
  addressLabel: { ru: 'URL вашего обработчика', en: 'Handler address' },
}
