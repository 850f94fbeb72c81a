import { useFormat, useTexts, Verdict, Verdicts } from '../../../platform/web/index.ts'
import type { Pool } from './api.ts'
import { texts } from './texts.ts'

const rank = { act: 0, look: 1, fine: 2 } as const

/** What every pool needs, the one that lacks numbers first; one sentence where all is well. */
export function PoolVerdicts({ pools }: { pools: readonly Pool[] }) {
  const t = useTexts(texts)
  const wanting = pools
    .filter(({ state }) => state.level !== 'fine')
    .sort((a, b) => rank[a.state.level] - rank[b.state.level])
  if (pools.length === 0) return null
  return (
    <Verdicts>
      {wanting.length === 0 ? <Verdict tone="fine">{t('stateFine')}</Verdict> : null}
      {wanting.map((pool) => (
        <PoolVerdict key={pool.id} pool={pool} />
      ))}
    </Verdicts>
  )
}

function PoolVerdict({ pool: { name, state, acceptedLoss } }: { pool: Pool }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { size, peak, asked, unserved, forecast, needed, level } = state
  const missing = (needed ?? 0) - size
  const sentence = () => {
    if (size === 0) return t('stateEmpty', { name })
    if (level === 'look') return t('stateLook', { name, size, forecast: Math.max(forecast ?? 0, peak) })
    if (asked > 0 && unserved / asked > acceptedLoss) {
      return t('stateAct', { name, unserved: format.number(unserved), asked: format.number(asked) })
    }
    return t('stateDryNow', { name, size: format.number(size) })
  }
  return (
    <Verdict tone={level} detail={missing > 0 && size > 0 ? t('addSome', { count: missing }) : undefined}>
      {sentence()}
    </Verdict>
  )
}
