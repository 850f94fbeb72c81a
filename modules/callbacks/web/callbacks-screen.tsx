import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  type Column,
  DataTable,
  Empty,
  GoLink,
  KeyFigure,
  KeyFigures,
  Loaded,
  Page,
  Panel,
  ReportBar,
  useFormat,
  useReportFilter,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api, type Figures, type Request } from './api.ts'
import styles from './callbacks.module.css'
import { Duty } from './duty.tsx'
import { Queue } from './queue.tsx'
import { texts } from './texts.ts'

/** «Обратные звонки»: who waits to be called, and how promises were kept. */
export default function CallbacksScreen() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const { from, to } = useReportFilter().period
  const waiting = useQuery(api.waiting.queryOptions({ input: { workspace: slug } }))
  const made = useQuery(api.made.queryOptions({ input: { workspace: slug, from, to } }))
  return (
    <Page title={t('title')} lead={t('lead')} bar={<ReportBar filters={[]} />}>
      <Stack gap="md">
        <Panel title={t('waiting')} actions={<Duty />}>
          <Loaded query={waiting} rows={3}>
            {(requests) =>
              requests.length === 0 ? (
                <Empty title={t('nobody')}>{t('nobodyWhy')}</Empty>
              ) : (
                <Queue requests={requests} />
              )
            }
          </Loaded>
        </Panel>
        <Loaded query={made} rows={6}>
          {({ requests, figures }) =>
            requests.length === 0 ? (
              <Panel title={t('made')}>
                <Empty title={t('empty')} />
              </Panel>
            ) : (
              <Stack gap="md">
                <Kept figures={figures} />
                <Panel flush title={t('made')}>
                  <Made requests={requests} />
                </Panel>
              </Stack>
            )
          }
        </Loaded>
      </Stack>
    </Page>
  )
}

function Kept({ figures }: { figures: Figures }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { kept, requests, median, p90, lost } = figures
  return (
    <KeyFigures>
      <KeyFigure label={t('requests')} value={format.number(requests)} />
      <KeyFigure
        label={t('kept')}
        value={kept.interval ? format.percent(kept.interval.share) : '—'}
        note={
          kept.interval
            ? `${t('keptOf', { kept: kept.count, of: kept.of })}, ${format.percent(kept.interval.low)}–${format.percent(kept.interval.high)}`
            : t('tooFew')
        }
      />
      <KeyFigure label={t('median')} value={format.duration(median)} note={`${t('p90')}: ${format.duration(p90)}`} />
      <KeyFigure label={t('lost')} value={format.number(lost)} />
    </KeyFigures>
  )
}

function Made({ requests }: { requests: readonly Request[] }) {
  const t = useTexts(texts)
  const format = useFormat()
  const link = useScreenLink()
  const client = ({ phone, name, interactionId }: Request) => {
    const text = [name, format.phone(phone)].filter(Boolean).join(' · ')
    return interactionId ? <GoLink href={link(`interactions/${interactionId}`)}>{text}</GoLink> : text
  }
  const outcome = ({ result, talkedAt, promisedFrom, note }: Request): string => {
    if (result === null) return t('stillWaiting')
    const seconds = talkedAt ? Math.max(0, (Date.parse(talkedAt) - Date.parse(promisedFrom)) / 1000) : null
    return [t(result), seconds !== null && t('after', { time: format.duration(seconds) }), note]
      .filter(Boolean)
      .join(' · ')
  }
  const columns: Column<Request>[] = [
    { key: 'when', title: t('when'), cell: ({ createdAt }) => format.dateTime(createdAt) },
    { key: 'client', title: t('client'), cell: client },
    { key: 'outcome', title: t('outcome'), cell: outcome },
    { key: 'who', title: t('who'), cell: ({ employee }) => employee?.name ?? '' },
  ]
  return (
    <DataTable
      label={t('made')}
      rows={requests}
      columns={columns}
      rowKey={({ id }) => id}
      card={(request) => (
        <span className={styles.card}>
          {client(request)}
          <span>{outcome(request)}</span>
          <span className="lk-quiet">
            {[format.dateTime(request.createdAt), request.employee?.name].filter(Boolean).join(' · ')}
          </span>
        </span>
      )}
    />
  )
}
