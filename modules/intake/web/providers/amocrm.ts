import { crmWords, ownFields } from './crm-words.ts'
import type { ProviderWords } from './provider.ts'

export const amocrm: ProviderWords = {
  about: {
    ru: 'Сделки amoCRM с этапами, суммами и товарами; заявки из обращений в amoCRM',
    en: 'Deals of amoCRM with stages, amounts and goods; leads made of interactions',
  },
  find: 'амо амосрм amo kommo коммо crm сделки воронка неразобранное',
  steps: [
    {
      ru: 'В amoCRM откройте «amoМаркет → ⋯ → Создать интеграцию → Внешняя интеграция» и дайте ей доступ ко всему.',
      en: 'In amoCRM open “amoMarket → ⋯ → Create integration → External integration” and give it access to everything.',
    },
    {
      ru: 'На вкладке «Ключи и доступы» нажмите «Сгенерировать токен», выберите срок и перенесите сюда «Долгосрочный токен».',
      en: 'On the tab “Keys and scopes” press “Generate token”, choose its life and carry the “Long-lived token” to here.',
    },
    {
      ru: 'Если долгосрочного токена нет, перенесите ID и секретный ключ интеграции, её «Ссылку для перенаправления» и refresh token. Он действует один раз: после подключения им нельзя пользоваться в другой программе.',
      en: 'Without a long-lived token carry over the integration’s ID and secret key, its redirect URI and a refresh token. It works once: no other program may use it after it was entered here.',
    },
    {
      ru: 'Чтобы сделки приходили сразу, в «amoМаркет → ⋯ → Webhooks» добавьте адрес ниже и отметьте: сделка добавлена, изменена, удалена, восстановлена, смена этапа, смена ответственного; контакт изменён. Секрет уже стоит в адресе.',
      en: 'For deals to come at once add the address below in “amoMarket → ⋯ → Webhooks” and tick: lead added, changed, deleted, restored, status changed, responsible changed; contact changed. The address holds the secret.',
    },
  ],
  secrets: {
    accessToken: { label: { ru: 'Долгосрочный токен', en: 'Long-lived token' } },
    clientSecret: { label: { ru: 'Секретный ключ интеграции', en: 'Secret key of the integration' } },
    refreshToken: {
      label: { ru: 'Refresh token', en: 'Refresh token' },
      hint: {
        ru: 'Нужен, только если нет долгосрочного токена.',
        en: 'Only needed without a long-lived token.',
      },
    },
  },
  fields: {
    address: {
      label: { ru: 'Адрес аккаунта', en: 'Address of the account' },
      example: 'https://company.amocrm.ru',
    },
    clientId: {
      label: { ru: 'ID интеграции', en: 'ID of the integration' },
      hint: { ru: 'Только вместе с refresh token.', en: 'Only together with a refresh token.' },
    },
    redirectUri: {
      label: { ru: 'Ссылка для перенаправления', en: 'Redirect URI' },
      hint: { ru: 'Только вместе с refresh token.', en: 'Only together with a refresh token.' },
    },
    ...crmWords,
    sendAs: {
      label: { ru: 'Куда попадает заявка', en: 'Where a lead arrives' },
      choices: {
        unsorted: { ru: 'В «Неразобранное»', en: 'In “Incoming leads”' },
        lead: { ru: 'Сразу сделкой на первом этапе', en: 'As a lead on the first stage' },
      },
    },
    sendPipeline: {
      label: { ru: 'Номер воронки для заявок', en: 'ID of the pipeline for leads' },
      hint: {
        ru: 'Число из адреса воронки. Пусто: основная воронка.',
        en: 'The number in the pipeline’s address. Empty: the main pipeline.',
      },
    },
    fields: ownFields('ID поля из его настроек или его название', 'the field’s ID or its name', true),
  },
  addressLabel: { ru: 'WebHook URL', en: 'WebHook URL' },
  address: (url, secret) => `${url}?secret=${secret}`,
}
