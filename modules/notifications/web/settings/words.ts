import { defineTexts } from '../../../../platform/web/index.ts'

export const paceTexts = defineTexts({
  immediate: { ru: 'Сразу', en: 'At once' },
  hourly: { ru: 'Раз в час', en: 'Hourly' },
  daily: { ru: 'Раз в день, в 9:00', en: 'Daily, at 9:00' },
  never: { ru: 'Не присылать', en: 'Never' },
})

export const channelTexts = defineTexts({
  mail: { ru: 'Почта', en: 'E-mail' },
  slack: { ru: 'Slack, Mattermost', en: 'Slack, Mattermost' },
  telegram: { ru: 'Telegram', en: 'Telegram' },
  webhook: { ru: 'Вебхук', en: 'Webhook' },
})

export const triedTexts = defineTexts({
  sent: { ru: 'Отправлено. Ответ получателя: {answer}', en: 'Sent. The receiver’s answer: {answer}' },
  refused: { ru: 'Не отправлено: {answer}', en: 'Not sent: {answer}' },
  silent: { ru: 'без ответа', en: 'none' },
})
