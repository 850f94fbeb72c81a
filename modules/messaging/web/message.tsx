import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconChecks, IconClock } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { defineTexts, toastError, useCan, useFormat, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api, type Message } from './api.ts'
import styles from './conversation.module.css'
import { Files } from './files.tsx'
import { failureTexts } from './texts.ts'

const texts = defineTexts({
  client: { ru: 'Клиент', en: 'Client' },
  employee: { ru: 'Сотрудник', en: 'Employee' },
  bot: { ru: 'Бот', en: 'Bot' },
  system: { ru: 'Система', en: 'System' },
  whole: { ru: 'Показать целиком', en: 'Show all of it' },
  part: { ru: 'Показать коротко', en: 'Show less of it' },
  before: { ru: 'Показать, как было', en: 'Show the first wording' },
  edited: { ru: 'изменено', en: 'edited' },
  waiting: { ru: 'отправляется', en: 'on its way' },
  retry: { ru: 'не ушло: {why}. Ещё раз {time}', en: 'not sent: {why}. Again {time}' },
  sent: { ru: 'отправлено', en: 'sent' },
  delivered: { ru: 'доставлено', en: 'delivered' },
  read: { ru: 'прочитано', en: 'read' },
  failed: { ru: 'Не отправлено: {why}', en: 'Not sent: {why}' },
  unsure: {
    ru: 'Неизвестно, дошло ли: связь прервалась во время отправки',
    en: 'It is not known whether it arrived: the connection broke while it was sent',
  },
  returned: { ru: 'Вернулось: {why}', en: 'Came back: {why}' },
  again: { ru: 'Отправить ещё раз', en: 'Send again' },
  drop: { ru: 'Не отправлять', en: 'Do not send' },
})

/** One message: the client's on the left, ours on the right with how far it has come. */
export function MessageBubble({ interaction, message }: { interaction: string; message: Message }) {
  const t = useTexts(texts)
  const format = useFormat()
  const [whole, setWhole] = useState(false)
  const { delivery } = message
  return (
    <li data-author={message.author} data-state={delivery?.state}>
      {message.text ? <p>{whole && message.whole ? message.whole : message.text}</p> : null}
      <Files files={message.files} />
      {message.whole ? (
        <Button variant="subtle" size="compact-xs" onClick={() => setWhole(!whole)}>
          {t(whole ? 'part' : message.edited ? 'before' : 'whole')}
        </Button>
      ) : null}
      <span className="lk-quiet">
        {message.by ?? t(message.author)}
        <span className="lk-num"> · {format.dateTime(message.at)}</span>
        {message.edited ? ` · ${t('edited')}` : ''}
        {delivery ? <Way delivery={delivery} /> : null}
      </span>
      {delivery ? <Trouble interaction={interaction} delivery={delivery} /> : null}
    </li>
  )
}

type Delivery = NonNullable<Message['delivery']>

/** How far an answer has come, where all is well. */
function Way({ delivery }: { delivery: Delivery }) {
  const t = useTexts(texts)
  const said =
    delivery.state === 'sent'
      ? delivery.readAt
        ? ('read' as const)
        : delivery.deliveredAt
          ? ('delivered' as const)
          : ('sent' as const)
      : (delivery.state === 'waiting' || delivery.state === 'sending') && !delivery.failure
        ? ('waiting' as const)
        : null
  if (!said) return null
  const Icon = said === 'waiting' ? IconClock : said === 'sent' ? IconCheck : IconChecks
  return (
    <span className={styles.way}>
      ·
      <Icon size={13} stroke={1.8} aria-hidden />
      {t(said)}
    </span>
  )
}

/** What went wrong with an answer, and what can be done about it. */
function Trouble({ interaction, delivery }: { interaction: string; delivery: Delivery }) {
  const t = useTexts(texts)
  const failures = useTexts(failureTexts)
  const format = useFormat()
  const can = useCan()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const done = { onSuccess: () => queries.invalidateQueries({ queryKey: api.key() }), onError: toastError }
  const again = useMutation(api.again.mutationOptions(done))
  const drop = useMutation(api.drop.mutationOptions(done))
  const { state, failure } = delivery
  if (state === 'sent' || (!failure && state !== 'unsure' && state !== 'failed')) return null
  const why = [failure ? failures(failure.code) : '', failure?.detail ?? ''].filter(Boolean).join(' — ')
  const input = { workspace: slug, id: interaction, answer: delivery.id }
  const said =
    state === 'waiting' || state === 'sending'
      ? t('retry', { why, time: format.time(delivery.retryAt) })
      : state === 'unsure'
        ? t('unsure')
        : t(state, { why })
  return (
    <span className={styles.trouble} data-act={state === 'waiting' || state === 'sending' ? undefined : true}>
      <span>
        <IconAlertTriangle size={14} stroke={1.8} aria-hidden /> {said}
      </span>
      {can('messages.send') ? (
        <span className={styles.acts}>
          {state === 'failed' || state === 'unsure' ? (
            <Button size="compact-xs" variant="default" loading={again.isPending} onClick={() => again.mutate(input)}>
              {t('again')}
            </Button>
          ) : null}
          {state === 'failed' || state === 'waiting' ? (
            <Button size="compact-xs" variant="subtle" loading={drop.isPending} onClick={() => drop.mutate(input)}>
              {t('drop')}
            </Button>
          ) : null}
        </span>
      ) : null}
    </span>
  )
}
