import { Button, NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  DataTable,
  Dialog,
  Explain,
  Loaded,
  useFormat,
  useLanguage,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { sizePool, type Traffic } from '../rules.ts'
import { api, type Pool } from './api.ts'
import styles from './numbers.module.css'
import { texts } from './texts.ts'

/** How many numbers a pool needs: from its measured traffic, or from what somebody wants to try. */
export default function Calculator({ pool, onClose }: { pool: Pool; onClose: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const query = useQuery(api.pools.size.queryOptions({ input: { workspace: slug, id: pool.id } }))
  return (
    <Dialog opened onClose={onClose} title={`${t('calculator')}: ${pool.name}`}>
      <Loaded query={query} rows={6}>
        {({ traffic, measured }) => <Figures pool={pool} base={traffic} measured={measured} />}
      </Loaded>
    </Dialog>
  )
}

type Measured = Awaited<ReturnType<typeof api.pools.size.call>>['measured']

const round = (value: number, digits = 1): number => Number(value.toFixed(digits))

function Figures({ pool, base, measured }: { pool: Pool; base: Traffic; measured: Measured }) {
  const t = useTexts(texts)
  const format = useFormat()
  const mark = useLanguage() === 'ru' ? ',' : '.'
  const [traffic, setTraffic] = useState(base)
  const { size } = pool.state
  const { load, numbers, choices } = sizePool(traffic, size)
  const set = (field: keyof Traffic, scale: number) => (value: number | string) => {
    const given = Number(value)
    if (value !== '' && given >= 0) setTraffic((was) => ({ ...was, [field]: given / scale }))
  }
  const loss = (value: number) => {
    const share = Math.min(0.5, Math.max(0.0001, value))
    setTraffic((was) => ({ ...was, acceptedLoss: share }))
  }
  const isChanged = JSON.stringify(traffic) !== JSON.stringify(base)
  return (
    <div className={styles.form}>
      <p className={`${styles.note} lk-quiet`}>
        {measured
          ? t('measured', {
              days: measured.days,
              visits: format.number(measured.visitsPerHour),
              hold: format.number(measured.holdMinutes),
              calls: format.percent(measured.callShare, 1),
            })
          : t('notMeasured')}
      </p>
      <div className={styles.pair}>
        <NumberInput
          decimalSeparator={mark}
          label={t('visitsPerHour')}
          min={0}
          max={100_000}
          value={round(traffic.visitsPerHour)}
          onChange={set('visitsPerHour', 1)}
        />
        <NumberInput
          decimalSeparator={mark}
          label={t('holdMinutes')}
          min={1}
          max={1_440}
          value={round(traffic.holdMinutes)}
          onChange={set('holdMinutes', 1)}
        />
        <NumberInput
          decimalSeparator={mark}
          label={t('callShare')}
          min={0}
          max={100}
          decimalScale={2}
          value={round(traffic.callShare * 100, 2)}
          onChange={set('callShare', 100)}
        />
        <NumberInput
          decimalSeparator={mark}
          label={t('acceptedLoss')}
          min={0.01}
          max={50}
          decimalScale={2}
          value={round(traffic.acceptedLoss * 100, 2)}
          onChange={(value) => value !== '' && loss(Number(value) / 100)}
        />
      </div>
      <div>
        <p className={styles.needed} aria-live="polite">
          {numbers === null ? t('tooMany') : t('needed', { number: format.number(numbers) })}
          <Explain
            title={t('erlang')}
            definition={t('erlangWhat')}
            formula="A = λ · h;  B(n) = A·B(n−1) / (n + A·B(n−1))"
            source="A. K. Erlang, 1917"
          />
        </p>
        <p className={`${styles.note} lk-quiet`}>
          {t('neededNow', { number: format.number(size) })} · {t('load', { load: format.number(load, 1) })}
        </p>
      </div>
      {choices.length > 0 ? (
        <DataTable
          label={t('calculator')}
          rows={choices}
          rowKey={(row) => String(row.numbers)}
          rowTone={(row) => (row.numbers === numbers ? 'new' : row.numbers === size ? 'look' : undefined)}
          columns={[
            {
              key: 'numbers',
              title: t('numbersColumn'),
              align: 'end',
              cell: (row) => format.number(row.numbers),
            },
            { key: 'loss', title: t('lossColumn'), align: 'end', cell: (row) => format.percent(row.loss, 2) },
            {
              key: 'calls',
              title: t('callsColumn'),
              align: 'end',
              cell: (row) => format.number(row.uncertainCalls, 2),
            },
          ]}
        />
      ) : null}
      {measured && isChanged ? (
        <div className={styles.foot}>
          <Button variant="default" onClick={() => setTraffic(base)}>
            {t('back')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
