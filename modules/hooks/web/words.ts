import { defineTexts } from '../../../platform/web/index.ts'

export const eventTexts = defineTexts({
  'interaction.created': { ru: 'Новое обращение', en: 'New interaction' },
  'interaction.finished': { ru: 'Обращение завершено', en: 'Interaction finished' },
  'interaction.missed': { ru: 'Обращение пропущено', en: 'Interaction missed' },
  'recording.ready': { ru: 'Готова запись разговора', en: 'Recording is ready' },
  'class.changed': { ru: 'Изменён класс', en: 'Class changed' },
  ping: { ru: 'Проверка', en: 'Test' },
})

export const eventNames = [
  'interaction.created',
  'interaction.finished',
  'interaction.missed',
  'recording.ready',
  'class.changed',
] as const

export const stoppedTexts = defineTexts({
  gone: {
    ru: 'Выключен: получатель ответил 410, там больше никто не слушает',
    en: 'Switched off: the receiver answered 410, nobody listens there any more',
  },
  failing: {
    ru: 'Выключен: три дня ни одно сообщение не дошло. Исправьте адрес или получателя и включите снова',
    en: 'Switched off: for three days no message got through. Put the address or the receiver right and switch it on again',
  },
  paused: {
    ru: 'Выключен вами. Сообщения за это время не копятся',
    en: 'Switched off by you. Messages are not collected meanwhile',
  },
})
