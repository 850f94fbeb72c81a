import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconCopy, IconLink, IconPhone, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import {
  defineTexts,
  ErrorState,
  Loading,
  toast,
  useCan,
  useFormat,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type Card } from '../api.ts'
import { ClassPicker } from '../classes/class-picker.tsx'
import { waitsForClass } from '../list/row.tsx'
import { ClassTag } from '../parts/class-tag.tsx'
import { KindIcon } from '../parts/kind-icon.tsx'
import { usePartyName } from '../parts/party.tsx'
import { directionOf, recordTexts } from '../texts.ts'
import { useClasses } from '../use-classes.ts'
import { useSetClass } from '../use-set-class.ts'
import styles from './card.module.css'
import { useCardPart } from './card-parts.tsx'
import { ClassHistory } from './class-history.tsx'
import { Client } from './client.tsx'
import { LegsPicture } from './legs-picture.tsx'
import { Messages } from './messages.tsx'
import { Recording } from './recording.tsx'
import { Story } from './story.tsx'
import { Timeline } from './timeline.tsx'

const texts = defineTexts({
  close: { ru: 'Закрыть (Esc)', en: 'Close (Esc)' },
  copy: { ru: 'Скопировать номер', en: 'Copy the number' },
  copied: { ru: 'Номер скопирован', en: 'The number is copied' },
  call: { ru: 'Позвонить', en: 'Call' },
  link: { ru: 'Ссылка на обращение', en: 'Link to this interaction' },
  linkCopied: { ru: 'Ссылка скопирована', en: 'The link is copied' },
  class: { ru: 'Класс', en: 'Class' },
  change: { ru: 'Изменить', en: 'Change' },
  give: { ru: 'Поставить', en: 'Give one' },
})

interface CardProps {
  readonly id: string
  readonly onOpen: (id: string) => void
  readonly onClose?: () => void
}

/** Everything about one interaction: what happened, with whom, what it was, and who said so. */
export function InteractionCard({ id, onOpen, onClose }: CardProps) {
  const { slug } = useWorkspace()
  const query = useQuery(api.read.queryOptions({ input: { workspace: slug, id } }))
  const card = query.data
  if (!card) {
    return (
      <div className={styles.card}>
        {onClose ? (
          <div className={styles.alone}>
            <CloseButton onClose={onClose} />
          </div>
        ) : null}
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading rows={10} />
        )}
      </div>
    )
  }
  return (
    <article className={styles.card}>
      <Head card={card} {...(onClose ? { onClose } : {})} />
      <div className={styles.body}>
        {card.direction === 'internal' ? null : <ClassPart key={`${card.id} ${card.classId}`} card={card} />}
        <BroughtPart card={card} place="class" />
        <Story card={card} />
        <BroughtPart card={card} place="visit" />
        <BroughtPart card={card} place="crm" />
        <RecordingPart card={card} />
        {card.kind === 'call' || card.kind === 'callback' ? <LegsPicture card={card} /> : null}
        <MessagesPart card={card} />
        {card.customer ? <Client customer={card.customer} onOpen={onOpen} /> : null}
        {card.customer ? <Timeline customer={card.customer} current={card.id} onOpen={onOpen} /> : null}
        <ClassHistory history={card.classHistory} />
      </div>
    </article>
  )
}

/** What another module tells of it, where there is something: what marketing says of its class, the visit to a site that led to it, the lead that it became. */
function BroughtPart({ card, place }: { card: Card; place: 'class' | 'visit' | 'crm' }) {
  const part = useCardPart(card, place)
  return part ? (
    <Suspense fallback={null}>
      <part.component key={card.id} card={card} />
    </Suspense>
  ) : null
}

/** The recording: played from here where that is possible, else where its provider keeps it. */
function RecordingPart({ card }: { card: Card }) {
  const part = useCardPart(card, 'recording')
  if (!part) return card.recordingUrl ? <Recording url={card.recordingUrl} /> : null
  return (
    <Suspense fallback={<Loading rows={2} />}>
      <part.component key={card.id} card={card} />
    </Suspense>
  )
}

/** What was written: of channels that can be answered from here their own module shows it. */
function MessagesPart({ card }: { card: Card }) {
  const part = useCardPart(card, 'messages')
  if (!part) return <Messages messages={card.messages} />
  return (
    <Suspense fallback={<Loading rows={4} />}>
      <part.component key={card.id} card={card} />
    </Suspense>
  )
}

const CloseButton = ({ onClose }: { onClose: () => void }) => {
  const t = useTexts(texts)
  return (
    <ActionIcon aria-label={t('close')} onClick={onClose}>
      <IconX size={18} stroke={1.7} />
    </ActionIcon>
  )
}

function Head({ card, onClose }: { card: Card; onClose?: () => void }) {
  const t = useTexts(texts)
  const words = useTexts(recordTexts)
  const format = useFormat()
  const link = useScreenLink()
  const { seesPersonalData } = useWorkspace()
  const { main, second } = usePartyName()(card.party)
  const number = seesPersonalData ? card.party.number : null
  const copy = async (text: string, said: string) => {
    await navigator.clipboard.writeText(text)
    toast(said)
  }
  return (
    <header className={styles.head}>
      <KindIcon item={card} size={22} />
      <div className={styles.title}>
        <h2>{main}</h2>
        <p className="lk-quiet">
          {second ? <span className="lk-num">{second} · </span> : null}
          {words(card.kind)}, {words(directionOf(card))} ·{' '}
          <span className="lk-num">{format.dateTime(card.startedAt)}</span>
        </p>
      </div>
      <div className={styles.headActions}>
        {number ? (
          <>
            <Tooltip label={t('call')}>
              <ActionIcon component="a" href={`tel:${number}`} aria-label={t('call')}>
                <IconPhone size={17} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t('copy')}>
              <ActionIcon aria-label={t('copy')} onClick={() => void copy(number, t('copied'))}>
                <IconCopy size={17} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          </>
        ) : null}
        <Tooltip label={t('link')}>
          <ActionIcon
            aria-label={t('link')}
            onClick={() => void copy(`${location.origin}${link(`interactions/${card.id}`)}`, t('linkCopied'))}
          >
            <IconLink size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
        {onClose ? <CloseButton onClose={onClose} /> : null}
      </div>
    </header>
  )
}

/** Without a class the choice is open; with one it is a word that can be changed. */
function ClassPart({ card }: { card: Card }) {
  const t = useTexts(texts)
  const can = useCan()
  const { byId } = useClasses()
  const { set } = useSetClass()
  const [changing, setChanging] = useState(false)
  const open = can('classes.set') && (changing || waitsForClass(card))
  return (
    <section className={styles.part}>
      <div className={styles.classLine}>
        <h3>{t('class')}</h3>
        <ClassTag item={card.classId ? byId.get(card.classId) : undefined} missing />
        {can('classes.set') && !open ? (
          <Button variant="subtle" size="compact-xs" onClick={() => setChanging(true)}>
            {card.classId ? t('change') : t('give')}
          </Button>
        ) : null}
      </div>
      {open ? <ClassPicker chosen={card.classId} onPick={(classId) => set([card], classId)} /> : null}
    </section>
  )
}
