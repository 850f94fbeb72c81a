import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { defineTexts, useCan, useFormat, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api, type Card, type CustomerJoin } from '../api.ts'
import styles from './card.module.css'
import { JoinDialog, PartDialog } from './identity-dialogs.tsx'

const texts = defineTexts({
  title: { ru: 'Клиент', en: 'Client' },
  join: { ru: 'Это ещё и…', en: 'Is also…' },
  joined: { ru: 'Из кого сложилась карточка', en: 'Who was put together here' },
  nameless: { ru: 'Клиент без имени', en: 'A client without a name' },
  byNumber: {
    ru: 'соединены {at}: звонок пришёл на номер, который видел только этот посетитель сайта',
    en: 'joined {at}: the call came to the number that this visitor of the site alone was shown',
  },
  told: { ru: 'соединены {at}: вместе названы {contacts}', en: 'joined {at}: named together were {contacts}' },
  person: { ru: 'соединил(а) {actor} {at}: {reason}', en: 'joined by {actor} {at}: {reason}' },
  parted: { ru: 'разделил(а) {by} {at}: {reason}', en: 'parted by {by} {at}: {reason}' },
  open: { ru: 'где', en: 'where' },
  part: { ru: 'Разделить', en: 'Part' },
  visitor: { ru: 'посетитель сайта', en: 'a visitor of the site' },
})

type Contact = CustomerJoin['contacts'][number]

/** Every way to reach the client, of whom the card was put together, and how to say that this is wrong. */
export function Client({
  customer,
  onOpen,
}: {
  customer: NonNullable<Card['customer']>
  onOpen: (id: string) => void
}) {
  const t = useTexts(texts)
  const can = useCan()
  const written = useContact()
  const { slug } = useWorkspace()
  const [joining, setJoining] = useState(false)
  const joins = useQuery(api.customers.joins.queryOptions({ input: { workspace: slug, customer: customer.id } }))
  return (
    <section className={styles.part}>
      <div className={styles.classLine}>
        <h3>{t('title')}</h3>
        {customer.name ? <span>{customer.name}</span> : null}
        {can('customers.manage') ? (
          <Button variant="subtle" size="compact-xs" onClick={() => setJoining(true)}>
            {t('join')}
          </Button>
        ) : null}
      </div>
      <ul className={styles.contacts}>
        {customer.contacts.map((contact) => (
          <li key={`${contact.kind} ${contact.value}`} className="lk-num">
            {written(contact)}
          </li>
        ))}
      </ul>
      {joins.data?.length ? (
        <details className={styles.joins}>
          <summary>
            {t('joined')} <span className="lk-quiet">{joins.data.length + 1}</span>
          </summary>
          <ul>
            {joins.data.map((join) => (
              <Join key={join.id} join={join} onOpen={onOpen} />
            ))}
          </ul>
        </details>
      ) : null}
      {joining ? <JoinDialog customer={customer.id} onClose={() => setJoining(false)} /> : null}
    </section>
  )
}

function useContact(): (contact: Contact) => string {
  const t = useTexts(texts)
  const format = useFormat()
  return ({ kind, value }) =>
    kind === 'visitor' ? t('visitor') : kind === 'phone' && value.startsWith('+') ? format.phone(value) : value
}

function Join({ join, onOpen }: { join: CustomerJoin; onOpen: (id: string) => void }) {
  const t = useTexts(texts)
  const can = useCan()
  const format = useFormat()
  const written = useContact()
  const [parting, setParting] = useState(false)
  const list = (contacts: readonly Contact[]) => contacts.map(written).join(', ')
  const { because, parted } = join
  const at = format.dateTime(join.at)
  const told = because.kind === 'told' ? because : null
  return (
    <li>
      <strong>{join.name ?? (list(join.contacts) || t('nameless'))}</strong>{' '}
      <span className="lk-quiet">
        {because.kind === 'told'
          ? because.byNumber
            ? t('byNumber', { at })
            : t('told', { at, contacts: list(because.contacts) })
          : t('person', { at, actor: because.actor, reason: because.reason ?? '—' })}
      </span>{' '}
      {told?.interactionId ? (
        <Button variant="subtle" size="compact-xs" onClick={() => told.interactionId && onOpen(told.interactionId)}>
          {t('open')}
        </Button>
      ) : null}
      {parted ? (
        <div className="lk-quiet">
          {t('parted', { by: parted.by, at: format.dateTime(parted.at), reason: parted.reason ?? '—' })}
        </div>
      ) : can('customers.manage') ? (
        <Button variant="subtle" size="compact-xs" onClick={() => setParting(true)}>
          {t('part')}
        </Button>
      ) : null}
      {parting ? <PartDialog join={join.id} onClose={() => setParting(false)} /> : null}
    </li>
  )
}
