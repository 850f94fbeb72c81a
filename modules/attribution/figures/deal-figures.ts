/** What deals say of an advertisement, decided from sums. */
import { divideMoney } from '../../../kernel/money.ts'
import { poissonRange } from '../../../kernel/statistics/counts.ts'
import type { DealFigures } from '../contract.ts'
import { leastForPrice } from '../rules.ts'
import type { DealSum } from './deals.ts'

/**
 * Figures of a row's deals. Money counts in the company's currency alone: what was won in others stands beside it, never within.
 * `spend` in minor units; null where it is not known. `tracked`: whether any deal of the period is known. Where none is, a return of
 * −100 % would blame the advertisement for a CRM that was never connected.
 */
export function dealFigures(
  sums: readonly DealSum[],
  { spend, currency, tracked }: { readonly spend: number | null; readonly currency: string; readonly tracked: boolean },
): DealFigures {
  const add = (field: 'deals' | 'amount' | 'unpriced', of: (sum: DealSum) => boolean): number =>
    sums.reduce((total, sum) => total + (of(sum) ? sum[field] : 0), 0)
  const won = (sum: DealSum) => sum.outcome === 'won'
  const wonCount = add('deals', won)
  const revenue = add('amount', (sum) => won(sum) && sum.currency === currency)
  const others = [...new Set(sums.filter((sum) => won(sum) && sum.currency !== currency).map((sum) => sum.currency))]
  const elsewhere = others.sort().flatMap((other) => {
    const ofOther = (sum: DealSum) => won(sum) && sum.currency === other
    const deals = add('deals', ofOther)
    return deals === 0 ? [] : [{ currency: other, deals, amount: add('amount', ofOther) }]
  })
  const known = spend !== null && spend > 0
  // A rouble earned in another currency is missing in the revenue: no return is told from the rest alone.
  const whole = known && tracked && elsewhere.length === 0
  return {
    count: add('deals', () => true),
    open: add('deals', (sum) => sum.outcome === 'open'),
    won: wonCount,
    lost: add('deals', (sum) => sum.outcome === 'lost'),
    revenue,
    unpriced: add('unpriced', won),
    elsewhere,
    costPerWon: known ? divideMoney(spend, wonCount) : null,
    costRange: known ? costRange(spend, wonCount) : null,
    romi: whole ? (revenue - spend) / spend : null,
    costShare: whole && revenue > 0 ? spend / revenue : null,
    verdict: wonCount === 0 ? 'nothing' : wonCount < leastForPrice ? 'too_little' : 'enough',
  }
}

function costRange(spend: number, won: number): DealFigures['costRange'] {
  if (won <= 0) return null
  const { low, high } = poissonRange(won)
  return { low: Math.round(spend / high), high: Math.round(spend / low) }
}
