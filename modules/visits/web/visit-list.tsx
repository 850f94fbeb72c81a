import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useState } from 'react'
import {
  type Column,
  DataTable,
  Dialog,
  defineTexts,
  FigureLink,
  Loaded,
  Panel,
  useCan,
  useFormat,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api, type Visit } from './api.ts'
import { OriginName } from './origin-name.tsx'
import { words } from './texts.ts'
import { VisitStory } from './visit-story.tsx'
import styles from './visits.module.css'

const texts = defineTexts({
  title: { ru: 'Посещения одно за другим', en: 'Visits one by one' },
  when: { ru: 'Начало', en: 'Began' },
  origin: { ru: 'Источник', en: 'Source' },
  landing: { ru: 'Первая страница', en: 'First page' },
  pages: { ru: 'Страниц', en: 'Pages' },
  time: { ru: 'Время', en: 'Time' },
  who: { ru: 'Посетитель', en: 'Visitor' },
  contact: { ru: 'Обращение', en: 'Contact' },
  open: { ru: 'открыть', en: 'open' },
  onlyContacts: { ru: 'Только с обращением', en: 'With a contact only' },
  none: { ru: 'Таких посещений нет', en: 'No such visits' },
  visit: { ru: 'Посещение {when}', en: 'Visit of {when}' },
})

interface VisitListProps {
  readonly visits: readonly Visit[]
  readonly several: boolean
  readonly onlyContacts: boolean
  readonly onOnlyContacts: (only: boolean) => void
  readonly more?: ReactNode
}

/** The live list: newest first, each opens its pages. */
export function VisitList({ visits, several, onlyContacts, onOnlyContacts, more }: VisitListProps) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const format = useFormat()
  const [opened, setOpened] = useState<Visit | null>(null)
  const who = (visit: Visit) =>
    [visit.number > 1 ? word('nthVisit', { n: visit.number }) : word('firstVisit'), word(visit.device), visit.region]
      .filter(Boolean)
      .join(' · ')
  const columns: Column<Visit>[] = [
    {
      key: 'when',
      title: t('when'),
      cell: (visit) => <span className="lk-num">{format.dateTime(visit.startedAt)}</span>,
    },
    { key: 'origin', title: t('origin'), cell: (visit) => <OriginName origin={visit.origin} /> },
    {
      key: 'landing',
      title: t('landing'),
      cell: (visit) => (
        <span className={styles.stack}>
          <span className={styles.path}>{visit.landing || '/'}</span>
          {several ? <span className={styles.second}>{visit.siteName}</span> : null}
        </span>
      ),
    },
    { key: 'pages', title: t('pages'), align: 'end', cell: (visit) => <span className="lk-num">{visit.pages}</span> },
    {
      key: 'time',
      title: t('time'),
      align: 'end',
      cell: (visit) => <span className="lk-num">{format.clock(lasted(visit))}</span>,
    },
    {
      key: 'who',
      title: t('who'),
      wideOnly: true,
      cell: (visit) => <span className={styles.second}>{who(visit)}</span>,
    },
    { key: 'contact', title: t('contact'), cell: (visit) => <Contacts visit={visit} /> },
  ]
  return (
    <Panel
      flush
      title={t('title')}
      actions={
        <Switch
          size="xs"
          label={t('onlyContacts')}
          checked={onlyContacts}
          onChange={(event) => onOnlyContacts(event.currentTarget.checked)}
        />
      }
    >
      <DataTable
        label={t('title')}
        rows={visits}
        rowKey={(visit) => visit.id}
        columns={columns}
        rowHeight={50}
        onOpen={setOpened}
        foot={more}
        empty={t('none')}
        card={(visit) => (
          <span className={styles.stack}>
            <strong>{visit.origin.source}</strong>
            <span className={styles.path}>{visit.landing || '/'}</span>
            <span className={styles.second}>
              {[format.dateTime(visit.startedAt), word('pages', { count: visit.pages }), who(visit)].join(' · ')}
            </span>
            <Contacts visit={visit} />
          </span>
        )}
      />
      {opened ? <VisitDialog visit={opened} onClose={() => setOpened(null)} /> : null}
    </Panel>
  )
}

const lasted = ({ startedAt, lastAt }: Visit): number =>
  Math.round((Date.parse(String(lastAt)) - Date.parse(String(startedAt))) / 1000)

function Contacts({ visit }: { visit: Visit }) {
  const t = useTexts(texts)
  const may = useCan()('interactions.read')
  const link = useScreenLink()
  const [contact] = visit.contacts
  if (!contact || !may) return null
  return (
    <span className={styles.open}>
      <FigureLink href={link(`interactions/${contact.id}`)}>
        {visit.contacts.length > 1 ? visit.contacts.length : t('open')}
      </FigureLink>
    </span>
  )
}

function VisitDialog({ visit, onClose }: { visit: Visit; onClose: () => void }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const query = useQuery(api.visits.read.queryOptions({ input: { workspace: slug, id: visit.id } }))
  return (
    <Dialog opened onClose={onClose} title={t('visit', { when: format.dateTime(visit.startedAt) })}>
      <Loaded query={query} rows={6}>
        {(story) => <VisitStory visit={story} />}
      </Loaded>
    </Dialog>
  )
}
