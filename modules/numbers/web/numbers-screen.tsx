import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import {
  Empty,
  Loaded,
  Page,
  Panel,
  ReportBar,
  useCan,
  useReportFilter,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api } from './api.ts'
import { NumberTable } from './number-table.tsx'
import styles from './numbers.module.css'
import { PoolPanel } from './pool-panel.tsx'
import { PoolVerdicts } from './pool-verdicts.tsx'
import { texts } from './texts.ts'

const PoolForm = lazy(() => import('./pool-form.tsx'))
const ListForm = lazy(() => import('./list-form.tsx'))

/** Call tracking: how the pools of numbers are doing, and which number brought which calls. */
export default function NumbersScreen() {
  const t = useTexts(texts)
  const canManage = useCan()('numbers.manage')
  const { slug } = useWorkspace()
  const { period } = useReportFilter()
  const [adding, setAdding] = useState<'numbers' | 'pool' | null>(null)
  const input = { workspace: slug }
  const numbers = useQuery(api.numbers.list.queryOptions({ input }))
  const pools = useQuery(api.pools.list.queryOptions({ input, refetchInterval: 30_000 }))
  const calls = useQuery(
    api.calls.queryOptions({
      input: { ...input, from: period.from, to: period.to },
      placeholderData: keepPreviousData,
    }),
  )
  const close = () => setAdding(null)
  const add = (
    <Button leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setAdding('numbers')}>
      {t('addNumbers')}
    </Button>
  )
  const isEmpty = numbers.data?.length === 0 && pools.data?.length === 0
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      bar={<ReportBar filters={[]} />}
      actions={
        canManage && !isEmpty ? (
          <>
            <Button variant="default" onClick={() => setAdding('pool')}>
              {t('addPool')}
            </Button>
            {add}
          </>
        ) : undefined
      }
    >
      {isEmpty ? (
        <Panel>
          <Empty title={t('nothing')} action={canManage ? add : undefined}>
            {t('nothingHow')}
          </Empty>
        </Panel>
      ) : (
        <div className={styles.content}>
          <Loaded query={pools} rows={4}>
            {(found) => (
              <div className={styles.content}>
                <PoolVerdicts pools={found} />
                {found.map((pool) => (
                  <PoolPanel key={pool.id} pool={pool} canManage={canManage} />
                ))}
              </div>
            )}
          </Loaded>
          <Loaded query={numbers} rows={6}>
            {(found) => (
              <NumberTable numbers={found} pools={pools.data ?? []} calls={calls.data ?? []} canManage={canManage} />
            )}
          </Loaded>
        </div>
      )}
      <Suspense fallback={null}>
        {adding === 'numbers' ? <ListForm pools={pools.data ?? []} onClose={close} /> : null}
        {adding === 'pool' ? <PoolForm pool={null} onClose={close} /> : null}
      </Suspense>
    </Page>
  )
}
