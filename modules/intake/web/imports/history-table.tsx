import { Badge, Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { localDay } from '../../../../kernel/time.ts'
import {
  type Column,
  Confirm,
  DataTable,
  defineTexts,
  Empty,
  FigureLink,
  useActorName,
  useCan,
  useFormat,
  useGo,
  useInteractionsLink,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type Import } from './api.ts'
import styles from './imports.module.css'
import { stateTexts } from './texts.ts'
import { useNames } from './use-names.ts'

const texts = defineTexts({
  label: { ru: 'Импорты', en: 'Imports' },
  file: { ru: 'Файл', en: 'File' },
  state: { ru: 'Состояние', en: 'State' },
  created: { ru: 'Новых обращений', en: 'New interactions' },
  known: { ru: 'Уже были', en: 'Known' },
  wrong: { ru: 'С ошибкой', en: 'Wrong' },
  period: { ru: 'Период', en: 'Period' },
  when: { ru: 'Когда и кто', en: 'When and who' },
  undo: { ru: 'Отменить импорт', en: 'Undo the import' },
  sure: {
    ru: '{count} обращений из файла «{name}» исчезнут из компании вместе с классами, которые им поставили.',
    en: '{count} interactions of the file “{name}” will leave the company, with the classes that were set on them.',
  },
  empty: { ru: 'Пока ничего не загружали', en: 'Nothing was imported yet' },
  emptyWhy: {
    ru: 'Загрузите журнал звонков АТС: уже через минуту будут видны люди, номера и пропущенные.',
    en: 'Upload the call records of your exchange: a minute later you see people, numbers and missed calls.',
  },
  emptyAsk: {
    ru: 'Файлы загружает администратор компании. Здесь будет видно, что, когда и кем загружено.',
    en: 'Files are imported by the company’s administrator. What came in, when and from whom will stand here.',
  },
})

const tones: Partial<Record<Import['state'], string>> = {
  done: 'green',
  failed: 'red',
  running: 'petrol',
  queued: 'petrol',
}

/** Every import, newest first; an unfinished one is gone on with by opening it. */
export function HistoryTable({ imports }: { imports: readonly Import[] }) {
  const t = useTexts(texts)
  const actor = useActorName()
  const state = useTexts(stateTexts)
  const names = useNames()
  const format = useFormat()
  const go = useGo()
  const can = useCan()
  const screen = useScreenLink()
  const interactions = useInteractionsLink()
  const queries = useQueryClient()
  const { slug, timezone } = useWorkspace()
  const day = (at: string) => localDay(new Date(at), timezone)
  const [undoing, setUndoing] = useState<Import | null>(null)
  const undo = useMutation({
    mutationFn: (id: string) => api.undo.call({ workspace: slug, id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.key() }),
  })

  const badge = (row: Import) => (
    <Badge color={tones[row.state] ?? 'gray'}>
      {state(row.state)}
      {row.state === 'running'
        ? ` · ${format.percent(Math.min(1, row.rows / Math.max(1, row.rowsExpected ?? 1)))}`
        : ''}
    </Badge>
  )
  const figure = (row: Import, value: number, href: string) =>
    row.state === 'uploaded' ? (
      '—'
    ) : value > 0 && row.state === 'done' ? (
      <FigureLink href={href}>{format.number(value)}</FigureLink>
    ) : (
      format.number(value)
    )
  const period = (row: Import) =>
    row.firstAt && row.lastAt ? format.period({ from: day(row.firstAt), to: day(row.lastAt) }) : '—'
  const begun = (row: Import) => row.state !== 'uploaded' && row.state !== 'queued'
  const wrongLink = (row: Import) => screen(`imports/${row.id}`)
  const undoButton = (row: Import) =>
    row.state === 'done' && can('intake.manage') ? (
      <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setUndoing(row)}>
        {t('undo')}
      </Button>
    ) : null

  const columns: Column<Import>[] = [
    {
      key: 'file',
      title: t('file'),
      cell: (row) => (
        <span className={styles.file}>
          <strong>{row.fileName}</strong>
          <span className="lk-quiet">{row.profile ? names.profile(row.profile) : ''}</span>
        </span>
      ),
      sortBy: (row) => row.fileName,
    },
    { key: 'state', title: t('state'), cell: badge },
    {
      key: 'created',
      title: t('created'),
      align: 'end',
      cell: (row) => figure(row, row.created, interactions({ import: row.id })),
      sortBy: (row) => row.created,
    },
    {
      key: 'known',
      title: t('known'),
      align: 'end',
      cell: (row) => (begun(row) ? format.number(row.known) : '—'),
      sortBy: (row) => row.known,
      wideOnly: true,
    },
    {
      key: 'wrong',
      title: t('wrong'),
      align: 'end',
      cell: (row) => figure(row, row.wrong, wrongLink(row)),
      sortBy: (row) => row.wrong,
    },
    { key: 'period', title: t('period'), cell: period, wideOnly: true },
    {
      key: 'when',
      title: t('when'),
      cell: (row) => (
        <span className={styles.file}>
          <span>{format.dateTime(row.createdAt)}</span>
          <span className="lk-quiet">{actor(row.createdBy)}</span>
        </span>
      ),
      sortBy: (row) => row.createdAt,
    },
    { key: 'undo', title: '', align: 'end', cell: undoButton },
  ]
  return (
    <>
      <DataTable
        label={t('label')}
        rows={imports}
        rowKey={(row) => row.id}
        columns={columns}
        rowHeight={49}
        onOpen={(row) => go(screen(`imports/${row.id}`))}
        rowTone={(row) =>
          row.state === 'undone' || row.state === 'cancelled' ? 'quiet' : row.state === 'failed' ? 'act' : undefined
        }
        card={(row) => (
          <div className={styles.card}>
            <div className={styles.cardHead}>
              <strong>{row.fileName}</strong>
              {badge(row)}
            </div>
            {begun(row) ? (
              <span className="lk-quiet">
                {t('created')}: {format.number(row.created)} · {t('wrong')}: {format.number(row.wrong)}
              </span>
            ) : null}
            <span className="lk-quiet">
              {format.dateTime(row.createdAt)} · {actor(row.createdBy)}
            </span>
          </div>
        )}
        cardHeight={92}
        empty={<Empty title={t('empty')}>{t(can('intake.manage') ? 'emptyWhy' : 'emptyAsk')}</Empty>}
      />
      <Confirm
        opened={undoing !== null}
        onClose={() => setUndoing(null)}
        title={t('undo')}
        action={t('undo')}
        danger
        onConfirm={async () => {
          if (undoing) await undo.mutateAsync(undoing.id)
        }}
      >
        {t('sure', { count: undoing?.created ?? 0, name: undoing?.fileName ?? '' })}
      </Confirm>
    </>
  )
}
