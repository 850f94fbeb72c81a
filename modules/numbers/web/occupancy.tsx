import { TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dayStart, isDay, localDay } from '../../../kernel/time.ts'
import { Chart, Loaded, useFormat, useReportFilter, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api, type Pool } from './api.ts'
import styles from './numbers.module.css'
import { texts } from './texts.ts'

const quarterMs = 900_000

/** How many numbers of a pool were held through one day: the last of the period, or another that is chosen. */
export function Occupancy({ pool }: { pool: Pool }) {
  const t = useTexts(texts)
  const { slug, timezone } = useWorkspace()
  const { period } = useReportFilter()
  const today = localDay(new Date(), timezone)
  const [chosen, setChosen] = useState<string | null>(null)
  const isOver = period.to < today
  const day = chosen ?? (isOver ? period.to : today)
  const query = useQuery(
    api.pools.occupancy.queryOptions({
      input: { workspace: slug, id: pool.id, day },
      placeholderData: keepPreviousData,
      refetchInterval: day === today ? 60_000 : false,
    }),
  )
  return (
    <>
      <div className={styles.chartHead}>
        <h3>{t('dayChart')}</h3>
        <TextInput
          type="date"
          size="xs"
          className={styles.day}
          aria-label={t('day')}
          value={day}
          max={today}
          onChange={({ currentTarget: { value } }) => setChosen(isDay(value) ? value : null)}
        />
      </div>
      <Loaded query={query} rows={4}>
        {({ quarters }) =>
          quarters.some(({ peak }) => peak > 0) ? (
            <Day day={day} quarters={quarters} pool={pool} />
          ) : (
            <p className={`${styles.note} lk-quiet`}>{t('chartEmpty')}</p>
          )
        }
      </Loaded>
    </>
  )
}

type Quarters = Awaited<ReturnType<typeof api.pools.occupancy.call>>['quarters']

function Day({ day, quarters, pool }: { day: string; quarters: Quarters; pool: Pool }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { timezone } = useWorkspace()
  const start = dayStart(day, timezone).getTime()
  const known = new Map(quarters.map((quarter) => [new Date(quarter.at).getTime(), quarter]))
  const times = Array.from({ length: 96 }, (_, i) => start + i * quarterMs)
  const size = quarters.at(-1)?.size ?? pool.state.size
  const sharing = quarters.some(({ shared }) => shared > 0)
  return (
    <Chart
      label={t('dayChart')}
      height={220}
      spec={{
        kind: 'lines',
        area: true,
        categories: times.map((at) => ({ key: String(at), label: format.time(new Date(at)) })),
        series: [
          { key: 'peak', label: t('chartPeak'), values: times.map((at) => known.get(at)?.peak ?? null) },
          ...(sharing
            ? [
                {
                  key: 'shared',
                  label: t('chartShared'),
                  tone: 'act' as const,
                  values: times.map((at) => known.get(at)?.shared ?? null),
                },
              ]
            : []),
        ],
        format: format.number,
        marks: [{ value: size, label: t('sizeMark', { count: size }) }],
      }}
    />
  )
}
