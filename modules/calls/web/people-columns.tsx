import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Column, Explain } from '../../../platform/web/index.ts'
import type { CallFigures } from '../contract.ts'
import type { ColumnContext } from './column-context.ts'
import { KindsCell, kindsKnown, kindsTitle } from './kinds-cell.tsx'
import { Linked } from './linked.tsx'
import type { Figure, Owner } from './links.ts'
import styles from './people.module.css'

export interface CallsRow {
  readonly key: string
  readonly name: string
  readonly note: string | null
  readonly newcomer: boolean
  readonly owner: Owner
  readonly figures: CallFigures
  readonly pace: number | null
}

interface Columns {
  /** Of everything shown: kinds of numbers that nobody has are left out. */
  readonly all: CallFigures
  /** Whether the last row says it. */
  readonly totals: boolean
  readonly pace: boolean
}

interface FigureColumn {
  readonly key: string
  readonly title: string
  /** What the figure opens. */
  readonly figure: Figure
  readonly of: (row: CallFigures) => number | null
  readonly write: (row: CallFigures) => string
  readonly explain?: ReactNode
  readonly wideOnly?: boolean
}

/** Hours and minutes: 10:04. */
export const hours = (seconds: number): string =>
  `${Math.floor(seconds / 3600)}:${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')}`

export const Name = ({ row, t }: { row: CallsRow; t: ColumnContext['t'] }) => (
  <span className={styles.name}>
    <span>
      {row.name}
      {row.newcomer ? (
        <Badge size="xs" variant="light" ml={6}>
          {t('newcomer')}
        </Badge>
      ) : null}
    </span>
    {row.note ? <small className="lk-quiet">{row.note}</small> : null}
  </span>
)

/** The columns of people and departments alike. */
export function peopleColumns(context: ColumnContext, shown: Columns): Column<CallsRow>[] {
  const { t, explain, format } = context
  const total = (cell: ReactNode) => (shown.totals ? cell : undefined)
  const figures = figureColumns(context).map(({ key, title, figure, of, write, ...more }): Column<CallsRow> => {
    const cell = (owner: Owner, row: CallFigures) => (
      <Linked href={context.linkTo(owner, figure)} value={of(row) ?? 0}>
        {write(row)}
      </Linked>
    )
    return {
      key,
      title,
      align: 'end',
      cell: (row) => cell(row.owner, row.figures),
      sortBy: (row) => of(row.figures),
      total: total(cell({ kind: 'all' }, shown.all)),
      ...more,
    }
  })
  const name: Column<CallsRow> = {
    key: 'name',
    title: t('person'),
    cell: (row) => <Name row={row} t={t} />,
    sortBy: (row) => row.name,
    total: total(t('total')),
  }
  const pace: Column<CallsRow> = {
    key: 'pace',
    title: t('pace'),
    align: 'end',
    explain: <Explain title={t('pace')} definition={explain('pace')} />,
    cell: (row) => (row.pace === null ? <span className="lk-quiet">—</span> : format.number(row.pace, 1)),
    sortBy: (row) => row.pace,
    total: total(''),
  }
  const kinds: Column<CallsRow> = {
    key: 'kinds',
    title: kindsTitle(shown.all, t),
    explain: <Explain title={t('kinds')} definition={explain('kinds')} sample={explain('kindsSample')} />,
    cell: (row) => <KindsCell figures={row.figures} owner={row.owner} all={shown.all} context={context} />,
    sortBy: ({ figures: row }) => (kindsKnown(row) > 0 ? row.kinds.mobile / kindsKnown(row) : null),
    total: total(<KindsCell figures={shown.all} owner={{ kind: 'all' }} all={shown.all} context={context} />),
    wideOnly: true,
  }
  const [calls, ...rest] = figures
  const days = rest.pop()
  return [name, calls, shown.pace ? pace : undefined, ...rest, kinds, days].filter((column) => column !== undefined)
}

function figureColumns({ t, explain, format }: ColumnContext): readonly FigureColumn[] {
  const counted = (
    figure: Figure,
    of: (row: CallFigures) => number,
    title: string,
    note?: ReactNode,
  ): FigureColumn => ({
    ...{ key: figure, figure, title, of, write: (row) => format.number(of(row)) },
    ...(note ? { explain: note } : {}),
  })
  const note = (title: string, definition: string, formula?: string) => (
    <Explain title={title} definition={definition} {...(formula ? { formula } : {})} />
  )
  const clients = (row: CallFigures) => row.inbound + row.outbound
  return [
    counted('calls', (row) => row.calls, t('calls'), note(t('calls'), explain('calls'))),
    counted('inbound', (row) => row.inbound, t('inbound')),
    counted('outbound', (row) => row.outbound, t('outbound')),
    {
      key: 'inToOut',
      title: t('inToOut'),
      figure: 'calls',
      of: (row) => (clients(row) > 0 ? row.inbound / clients(row) : null),
      write: (row) => {
        if (clients(row) === 0) return '—'
        const inbound = Math.round((row.inbound / clients(row)) * 100)
        return `${inbound} : ${100 - inbound}`
      },
      explain: note(t('inToOut'), explain('inToOut')),
      wideOnly: true,
    },
    counted('internal', (row) => row.internal, t('internal')),
    counted('missed', (row) => row.missed, t('missed'), note(t('missed'), explain('missed'))),
    {
      key: 'talkTime',
      title: t('talkTime'),
      figure: 'talked',
      of: (row) => row.talkSeconds,
      write: (row) => hours(row.talkSeconds),
    },
    {
      key: 'average',
      title: t('average'),
      figure: 'talked',
      of: (row) => row.averageTalkSeconds,
      write: (row) => format.clock(row.averageTalkSeconds),
      explain: note(t('average'), explain('average')),
    },
    {
      key: 'unique',
      title: t('unique'),
      figure: 'calls',
      of: (row) => row.uniqueNumbers,
      write: (row) => format.number(row.uniqueNumbers),
      explain: note(t('unique'), explain('unique')),
    },
    {
      key: 'perNumber',
      title: t('perNumber'),
      figure: 'calls',
      of: (row) => row.callsPerNumber,
      write: (row) => format.number(row.callsPerNumber, 1),
      explain: note(t('perNumber'), explain('perNumber'), explain('perNumberFormula')),
    },
    {
      key: 'days',
      title: t('days'),
      figure: 'calls',
      of: (row) => row.activeDays,
      write: (row) => format.number(row.activeDays),
      explain: note(t('days'), explain('days')),
    },
  ]
}
