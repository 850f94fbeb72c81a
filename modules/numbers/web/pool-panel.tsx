import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { Explain, KeyFigure, KeyFigures, Panel, useFormat, useTexts } from '../../../platform/web/index.ts'
import type { Pool } from './api.ts'
import { Occupancy } from './occupancy.tsx'
import { texts } from './texts.ts'

const PoolForm = lazy(() => import('./pool-form.tsx'))
const Calculator = lazy(() => import('./calculator.tsx'))

/** One pool: its figures now, its day, and what it would need. */
export function PoolPanel({ pool, canManage }: { pool: Pool; canManage: boolean }) {
  const t = useTexts(texts)
  const format = useFormat()
  const [open, setOpen] = useState<'settings' | 'calculator' | null>(null)
  const { size, held, peak, asked, unserved, forecast } = pool.state
  const tone = pool.state.level === 'fine' ? undefined : pool.state.level
  const isShort = asked > 0 && unserved / asked > pool.acceptedLoss
  return (
    <Panel
      title={pool.name}
      actions={
        <>
          <Button variant="default" onClick={() => setOpen('calculator')}>
            {t('calculate')}
          </Button>
          {canManage ? (
            <Button variant="default" onClick={() => setOpen('settings')}>
              {t('edit')}
            </Button>
          ) : null}
        </>
      }
    >
      <KeyFigures>
        <KeyFigure
          label={t('held')}
          value={t('heldOf', { held: format.number(held), size: format.number(size) })}
          tone={held >= size && size > 0 ? tone : undefined}
          explain={
            <Explain title={t('held')} definition={t('heldWhat', { hold: format.duration(pool.holdSeconds) })} />
          }
        />
        <KeyFigure
          label={t('peak')}
          value={format.number(peak)}
          explain={<Explain title={t('peak')} definition={t('peakWhat')} />}
        />
        <KeyFigure
          label={t('forecast')}
          value={forecast === null ? '—' : format.number(forecast)}
          note={forecast === null ? t('unknown') : undefined}
          tone={forecast !== null && forecast > size ? tone : undefined}
          explain={<Explain title={t('forecast')} definition={t('forecastWhat')} />}
        />
        <KeyFigure
          label={t('unserved')}
          value={format.number(unserved)}
          tone={isShort ? 'act' : undefined}
          note={
            asked > 0
              ? t('unservedNote', {
                  share: format.percent(unserved / asked, 1),
                  all: format.number(asked),
                  accepted: format.percent(pool.acceptedLoss, 1),
                })
              : undefined
          }
          explain={<Explain title={t('unserved')} definition={t('unservedWhat')} />}
        />
      </KeyFigures>
      <Occupancy pool={pool} />
      <Suspense fallback={null}>
        {open === 'settings' ? <PoolForm pool={pool} onClose={() => setOpen(null)} /> : null}
        {open === 'calculator' ? <Calculator pool={pool} onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </Panel>
  )
}
