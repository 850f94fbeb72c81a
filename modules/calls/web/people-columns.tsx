import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Column, Explain, FigureLink, type Format, type Translate } from '../../../platform/web/index.ts'
import type { CallFigures } from '../contract.ts'
import type { explainTexts } from './explain-texts.ts'
import type { Figure, Owner } from './links.ts'
import styles from './people.module.css'
import type { texts } from './texts.ts'

export interface CallsRow {
  readonly key: string
  readonly name: string
  readonly note: string | null
  readonly newcomer: boolean
  readonly owner: Owner
  readonly figures: CallFigures
  readonly pace: number | null
}

export interface ColumnContext {
  readonly t: Translate<typeof texts>
  readonly explain: Translate<typeof explainTexts>
  readonly format: Format
  /** The address of the interactions behind a figure; null where there are none. */
  readonly linkTo: (owner: Owner, figure: Figure) => string | null
}

const all: Owner = { kind: 'all' }

/** A figure that opens its interactions; a zero is quiet. */
export function Linked({ href, value, children }: { href: string | null; value: number; children: ReactNode }) {
  if (value === 0 || href === null) return <span className="lk-quiet">{children}</span>
  return <FigureLink href={href}>{children}</FigureLink>
}

export const kindsKnown = ({ kinds }: CallFigures): number =>
  kinds.mobile + kinds.landline + kinds.tollFree + kinds.internal + kinds.other

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

interface Columns {
  /** Of everything shown: columns of kinds of numbers that nobody has are left out. */
  readonly all: CallFigures
  /** Whether the last row says it. */
  readonly totals: boolean
  readonly pace: boolean
}

/** Hours and minutes: 10:04. */
export const hours = (seconds: number): string =>
  `${Math.floor(seconds / 3600)}:${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')}`

/** The columns of people and departments alike. */
export function peopleColumns(context: ColumnContext, shown: Columns): Column<CallsRow>[] {
  const { t, explain, format, linkTo } = context
  const total = shown.totals ? shown.all : null
  const { kinds } = shown.all
  const counted = (
    figure: Figure,
    title: string,
    of: (figures: CallFigures) => number,
    explanation?: ReactNode,
  ): Column<CallsRow> => {
    const cell = (owner: Owner, figures: CallFigures) => (
      <Linked href={linkTo(owner, figure)} value={of(figures)}>
        {format.number(of(figures))}
      </Linked>
    )
    return {
      key: figure,
      title,
      align: 'end',
      explain: explanation,
      cell: (row) => cell(row.owner, row.figures),
      sortBy: (row) => of(row.figures),
      total: total ? cell(all, total) : undefined,
    }
  }
  const shared = (
    figure: Figure,
    title: string,
    of: (figures: CallFigures) => number,
    explanation?: ReactNode,
  ): Column<CallsRow> => {
    const share = (figures: CallFigures) => (kindsKnown(figures) > 0 ? of(figures) / kindsKnown(figures) : null)
    const cell = (owner: Owner, figures: CallFigures) => (
      <Linked href={linkTo(owner, figure)} value={of(figures)}>
        {format.percent(share(figures))}
      </Linked>
    )
    return {
      key: figure,
      title,
      align: 'end',
      explain: explanation,
      wideOnly: true,
      cell: (row) => cell(row.owner, row.figures),
      sortBy: (row) => share(row.figures),
      total: total ? cell(all, total) : undefined,
    }
  }
  const told = (
    key: string,
    title: string,
    figure: Figure,
    of: (figures: CallFigures) => number | null,
    write: (figures: CallFigures) => string,
    explanation?: ReactNode,
  ): Column<CallsRow> => {
    const cell = (owner: Owner, figures: CallFigures) => (
      <Linked href={linkTo(owner, figure)} value={of(figures) ?? 0}>
        {write(figures)}
      </Linked>
    )
    return {
      key,
      title,
      align: 'end',
      explain: explanation,
      cell: (row) => cell(row.owner, row.figures),
      sortBy: (row) => of(row.figures),
      total: total ? cell(all, total) : undefined,
    }
  }
  const note = (title: string, definition: string, more: { formula?: string; sample?: string } = {}) => (
    <Explain title={title} definition={definition} {...more} />
  )
  const pace: Column<CallsRow> = {
    key: 'pace',
    title: t('pace'),
    align: 'end',
    explain: note(t('pace'), explain('pace')),
    cell: (row) => (row.pace === null ? <span className="lk-quiet">—</span> : format.number(row.pace, 1)),
    sortBy: (row) => row.pace,
    total: total ? '' : undefined,
  }
  const clientCalls = (figures: CallFigures) => figures.inbound + figures.outbound
  return [
    {
      key: 'name',
      title: t('person'),
      width: 170,
      cell: (row) => <Name row={row} t={t} />,
      sortBy: (row) => row.name,
      total: total ? t('total') : undefined,
    },
    counted('calls', t('calls'), (row) => row.calls, note(t('calls'), explain('calls'))),
    ...(shown.pace ? [pace] : []),
    counted('inbound', t('inbound'), (row) => row.inbound),
    counted('outbound', t('outbound'), (row) => row.outbound),
    {
      ...told(
        'inToOut',
        t('inToOut'),
        'calls',
        (row) => (clientCalls(row) > 0 ? row.inbound / clientCalls(row) : null),
        (row) => {
          if (clientCalls(row) === 0) return '—'
          const inbound = Math.round((row.inbound / clientCalls(row)) * 100)
          return `${inbound} : ${100 - inbound}`
        },
        note(t('inToOut'), explain('inToOut')),
      ),
      wideOnly: true,
    },
    counted('internal', t('internal'), (row) => row.internal),
    counted('missed', t('missed'), (row) => row.missed, note(t('missed'), explain('missed'))),
    told(
      'talkTime',
      t('talkTime'),
      'talked',
      (row) => row.talkSeconds,
      (row) => hours(row.talkSeconds),
    ),
    told(
      'average',
      t('average'),
      'talked',
      (row) => row.averageTalkSeconds,
      (row) => format.clock(row.averageTalkSeconds),
      note(t('average'), explain('average')),
    ),
    told(
      'unique',
      t('unique'),
      'calls',
      (row) => row.uniqueNumbers,
      (row) => format.number(row.uniqueNumbers),
      note(t('unique'), explain('unique')),
    ),
    told(
      'perNumber',
      t('perNumber'),
      'calls',
      (row) => row.callsPerNumber,
      (row) => format.number(row.callsPerNumber, 1),
      note(t('perNumber'), explain('perNumber'), { formula: explain('perNumberFormula') }),
    ),
    shared(
      'mobile',
      t('mobile'),
      (row) => row.kinds.mobile,
      note(t('mobile'), explain('kinds'), { sample: explain('kindsSample') }),
    ),
    shared('landline', t('landline'), (row) => row.kinds.landline),
    ...(kinds.tollFree > 0 ? [shared('tollFree', t('tollFree'), (row) => row.kinds.tollFree)] : []),
    ...(kinds.internal > 0 ? [shared('internalNumbers', t('internalNumbers'), (row) => row.kinds.internal)] : []),
    ...(kinds.other > 0 ? [shared('other', t('other'), (row) => row.kinds.other)] : []),
    told(
      'days',
      t('days'),
      'calls',
      (row) => row.activeDays,
      (row) => format.number(row.activeDays),
      note(t('days'), explain('days')),
    ),
  ]
}
