import { Button } from '@mantine/core'
import { IconExternalLink, IconSend } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { defineTexts, toastError, useCan, useFormat, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import type { Card } from '../../interactions/web/index.ts'
import { api, type Way } from './api.ts'
import styles from './crm.module.css'
import { failureTexts } from './texts.ts'

const texts = defineTexts({
  title: { ru: 'CRM', en: 'CRM' },
  send: { ru: 'В CRM: {name}', en: 'To CRM: {name}' },
  again: { ru: 'Отправить ещё раз', en: 'Send again' },
  waiting: { ru: 'Отправляется в «{name}»', en: 'On its way to “{name}”' },
  retry: {
    ru: 'Не доходит до «{name}»: {why}. Повторим {time}.',
    en: 'Does not get through to “{name}”: {why}. Tried again {time}.',
  },
  failed: { ru: '«{name}» не принимает: {why}', en: '“{name}” does not take it: {why}' },
  unsorted: { ru: 'В «Неразобранном»: {name}', en: 'Among the incoming leads: {name}' },
  lead: { ru: 'Лид создан: {name}', en: 'Lead made: {name}' },
  deal: { ru: 'Сделка создана: {name}', en: 'Deal made: {name}' },
  open: { ru: 'Открыть', en: 'Open' },
  byRule: { ru: 'автоматически', en: 'by the rule' },
})

/** What became of the interaction in each connected CRM; nothing where none is connected. */
export default function CrmPart({ card }: { card: Card }) {
  const t = useTexts(texts)
  const can = useCan()('crm.send')
  const { slug } = useWorkspace()
  const query = useQuery({
    ...api.ofInteraction.queryOptions({ input: { workspace: slug, interaction: card.id } }),
    enabled: can,
  })
  const ways = query.data ?? []
  if (!can || ways.length === 0) return null
  return (
    <section className={styles.cardPart}>
      <h3>{t('title')}</h3>
      {ways.map((way) => (
        <WayLine key={way.endpointId} way={way} interaction={card.id} />
      ))}
    </section>
  )
}

function WayLine({ way: { endpointId, name, lead }, interaction }: { way: Way; interaction: string }) {
  const t = useTexts(texts)
  const why = useTexts(failureTexts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: () => api.send.call({ workspace: slug, interaction, endpoint: endpointId }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.key() }),
    onError: toastError,
  })
  if (!lead) {
    return (
      <div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconSend size={14} stroke={1.7} />}
          loading={send.isPending}
          onClick={() => send.mutate()}
        >
          {t('send', { name })}
        </Button>
      </div>
    )
  }
  const reason = lead.failure ? [why(failureOf(lead.failure)), lead.detail].filter(Boolean).join(', ') : ''
  if (lead.state === 'waiting') {
    return (
      <p className={styles.way}>
        {lead.failure ? t('retry', { name, why: reason, time: format.dateTime(lead.retryAt) }) : t('waiting', { name })}
      </p>
    )
  }
  if (lead.state === 'failed') {
    return (
      <div className={styles.way} data-tone="act">
        <span>{t('failed', { name, why: reason })}</span>
        <Button size="compact-xs" variant="subtle" loading={send.isPending} onClick={() => send.mutate()}>
          {t('again')}
        </Button>
      </div>
    )
  }
  return (
    <p className={styles.way}>
      <span>{t(lead.kind ?? 'lead', { name })}</span>
      <span className="lk-quiet">
        {format.dateTime(lead.sentAt)} · {lead.by ?? t('byRule')}
      </span>
      {lead.url ? (
        <a href={lead.url} target="_blank" rel="noreferrer">
          {t('open')} <IconExternalLink size={13} stroke={1.7} aria-hidden="true" />
        </a>
      ) : null}
    </p>
  )
}

/** Codes of the future are told in the CRM's own words alone. */
const failureOf = (code: string): keyof typeof failureTexts =>
  Object.hasOwn(failureTexts, code) ? (code as keyof typeof failureTexts) : 'other'
