import {
  defineTexts,
  type FilterValues,
  GoLink,
  useFormat,
  useInteractionsLink,
  useScreenLink,
  useTexts,
  Verdict,
  Verdicts,
} from '../../../../platform/web/index.ts'
import type { SourceRow, SourcesReport } from '../../contract.ts'
import { behind, dealsBehind, isRaid, leastForPrice } from '../../rules.ts'
import { wholeUnits } from '../money.ts'
import { noneOf, pluralOf, words } from '../texts.ts'
import { bareOf } from './junk-share.tsx'
import styles from './sources.module.css'

const texts = defineTexts({
  named: { ru: '«{name}»', en: '“{name}”' },
  ofSource: {
    ru: { one: 'Из {count} источника', few: 'Из {count} источников', many: 'Из {count} источников' },
    en: { one: 'Of {count} source', other: 'Of {count} sources' },
  },
  ofCampaign: {
    ru: { one: 'Из {count} кампании', few: 'Из {count} кампаний', many: 'Из {count} кампаний' },
    en: { one: 'Of {count} campaign', other: 'Of {count} campaigns' },
  },
  ofPlacement: {
    ru: { one: 'Из {count} площадки', few: 'Из {count} площадок', many: 'Из {count} площадок' },
    en: { one: 'Of {count} placement', other: 'Of {count} placements' },
  },
  ofKeyword: {
    ru: { one: 'Из {count} ключа', few: 'Из {count} ключей', many: 'Из {count} ключей' },
    en: { one: 'Of {count} keyword', other: 'Of {count} keywords' },
  },
  oneHe: {
    ru: '{of} один приносит мусора больше нормы: {list}',
    en: '{of} one brings more junk than the norm: {list}',
  },
  oneShe: {
    ru: '{of} одна приносит мусора больше нормы: {list}',
    en: '{of} one brings more junk than the norm: {list}',
  },
  several: {
    ru: {
      one: '{of} {count} приносит мусора больше нормы: {list}',
      few: '{of} {count} приносят мусора больше нормы: {list}',
      many: '{of} {count} приносят мусора больше нормы: {list}',
    },
    en: {
      one: '{of} {count} brings more junk than the norm: {list}',
      other: '{of} {count} bring more junk than the norm: {list}',
    },
  },
  nobodyHe: {
    ru: '{of} ни один не приносит мусора заметно больше нормы {norm}',
    en: '{of} none brings noticeably more junk than the norm of {norm}',
  },
  nobodyShe: {
    ru: '{of} ни одна не приносит мусора заметно больше нормы {norm}',
    en: '{of} none brings noticeably more junk than the norm of {norm}',
  },
  chance: {
    ru: 'Разница не объясняется случайностью: учтено, что строк сравнивается сразу несколько. Откройте эти обращения и проверьте класс.',
    en: 'Chance does not explain it, with the number of rows compared taken into account. Open these interactions and check their class.',
  },
  raid: {
    ru: '«{name}»: мусора {share}, но он пришёл пачками в отдельные дни',
    en: '“{name}”: {share} of junk, but it came in bursts on single days',
  },
  raidDetail: {
    ru: 'Так бывает при налёте робота или одном настойчивом звонящем: о качестве рекламы это говорит мало. Посмотрите эти дни.',
    en: 'A robot’s raid or one insistent caller does that: it says little of the advertisement. Look at those days.',
  },
  open: {
    ru: { one: 'Открыть {count} обращение', few: 'Открыть {count} обращения', many: 'Открыть {count} обращений' },
    en: { one: 'Open {count} interaction', other: 'Open {count} interactions' },
  },
  openDeals: {
    ru: { one: 'Открыть {count} сделку', few: 'Открыть {count} сделки', many: 'Открыть {count} сделок' },
    en: { one: 'Open {count} deal', other: 'Open {count} deals' },
  },
  little: {
    ru: 'По {weak} данных мало: мусор вдвое выше нормы станет заметен от {needed} обращений с классом.',
    en: '{weak} have too little data: junk at twice the norm shows from {needed} interactions with a class.',
  },
  rows: {
    ru: { one: '{count} строке', few: '{count} строкам', many: '{count} строкам' },
    en: { one: '{count} row', other: '{count} rows' },
  },
  unclassified: {
    ru: '{share} обращений без класса: выводы сделаны по остальным',
    en: '{share} of interactions have no class: what is said here is said of the rest',
  },
  cost: { ru: 'Лид стоит в среднем {cost}', en: 'A lead costs {cost} on average' },
  costRange: {
    ru: 'Лид стоит в среднем {cost}: от {low} ({cheap}) до {high} ({dear})',
    en: 'A lead costs {cost} on average: from {low} ({cheap}) to {high} ({dear})',
  },
  costDetail: {
    ru: 'Сравниваются строки с расходом и не меньше чем {least} лидами.',
    en: 'Rows with spend and at least {least} leads are compared.',
  },
  returned: {
    ru: {
      one: 'Платная реклама: {count} сделка периода выиграна, {revenue} при расходе {spend}: {romi}',
      few: 'Платная реклама: {count} сделки периода выиграны, {revenue} при расходе {spend}: {romi}',
      many: 'Платная реклама: {count} сделок периода выиграны, {revenue} при расходе {spend}: {romi}',
    },
    en: {
      one: 'Paid advertising: {count} deal of the period was won, {revenue} for {spend} spent: {romi}',
      other: 'Paid advertising: {count} deals of the period were won, {revenue} for {spend} spent: {romi}',
    },
  },
  romi: { ru: 'ROMI {romi}', en: 'ROMI {romi}' },
  stillOpen: {
    ru: {
      one: 'Ещё {count} сделка в работе: выручка и ROMI могут вырасти.',
      few: 'Ещё {count} сделки в работе: выручка и ROMI могут вырасти.',
      many: 'Ещё {count} сделок в работе: выручка и ROMI могут вырасти.',
    },
    en: {
      one: '{count} deal is still open: revenue and ROMI may grow.',
      other: '{count} deals are still open: revenue and ROMI may grow.',
    },
  },
  loose: {
    ru: '{amount} расходов не отнесены ни к одному источнику',
    en: '{amount} of spend is assigned to no source',
  },
  assign: { ru: 'Распределить', en: 'Assign' },
})

/** A larger part without a class weakens every share below. */
const tolerableUnclassified = 0.1

/** What the table says, in sentences: first what somebody must act on. */
export function SourceVerdicts({ report }: { report: SourcesReport }) {
  return (
    <Verdicts>
      <JunkVerdict report={report} />
      <Raids report={report} />
      <Money report={report} />
      <Returned report={report} />
      <Unclassified report={report} />
    </Verdicts>
  )
}

const ofLevel = { source: 'ofSource', campaign: 'ofCampaign', placement: 'ofPlacement', keyword: 'ofKeyword' } as const

function JunkVerdict({ report }: { report: SourcesReport }) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const format = useFormat()
  const link = useInteractionsLink()
  const screen = useScreenLink()
  const compared = report.rows.filter((row) => row.junk.of > 0)
  if (compared.length === 0) return null
  const above = compared.filter((row) => row.junk.verdict === 'above').sort(byShare)
  const weak = compared.filter((row) => row.junk.verdict === 'too_little')
  const of = t(ofLevel[report.level], { count: compared.filter((row) => row.id !== 'none').length })
  const little =
    weak.length > 0
      ? t('little', { weak: t('rows', { count: weak.length }), needed: report.total.junk.needed })
      : undefined
  if (above.length === 0) {
    const he = report.level === 'source' || report.level === 'keyword'
    return (
      <Verdict tone="fine" detail={little}>
        {t(he ? 'nobodyHe' : 'nobodyShe', { of, norm: format.percent(report.norm, 1) })}
      </Verdict>
    )
  }
  const list = above
    .slice(0, 3)
    .map((row) => `${t('named', { name: row.name ?? word(noneOf[report.level]) })} — ${shareOf(row, format.percent)}`)
    .join(', ')
  const more = above.length > 3 ? `${list} …` : list
  const he = report.level === 'source' || report.level === 'keyword'
  const [first] = above
  const sentence =
    above.length === 1
      ? t(he ? 'oneHe' : 'oneShe', { of, list: more })
      : t('several', { of, count: above.length, list: more })
  return (
    <Verdict
      tone="act"
      detail={[t('chance'), little].filter(Boolean).join(' ')}
      action={
        first ? (
          <span className={styles.actions}>
            <GoLink href={link(behind(report, first, { kind: 'junk' }) as FilterValues)}>
              {t('open', { count: first.junk.count })}
            </GoLink>
            {first.next ? (
              <GoLink href={screen('ads/sources', { ...placeOf(report), [report.level]: first.id, level: first.next })}>
                {word(pluralOf[first.next])} →
              </GoLink>
            ) : null}
          </span>
        ) : undefined
      }
    >
      {sentence}
    </Verdict>
  )
}

/** The report's own place as an address, without what the address does not hold. */
const placeOf = ({ filter: { direction: _, ...place } }: SourcesReport): FilterValues => place as FilterValues

/** Junk that came on single days: worth a look at those days, no reason to stop the advertisement. */
function Raids({ report }: { report: SourcesReport }) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const format = useFormat()
  const link = useInteractionsLink()
  return report.rows
    .filter(({ junk }) => isRaid(junk, report.norm))
    .map((row) => (
      <Verdict
        key={row.id}
        tone="look"
        detail={t('raidDetail')}
        action={
          <GoLink href={link(behind(report, row, { kind: 'junk' }) as FilterValues)}>
            {t('open', { count: row.junk.count })}
          </GoLink>
        }
      >
        {t('raid', {
          name: row.name ?? word(noneOf[report.level]),
          share: format.percent(row.junk.count / row.junk.of, 1),
        })}
      </Verdict>
    ))
}

const byShare = (a: SourceRow, b: SourceRow) => (b.junk.interval?.share ?? 0) - (a.junk.interval?.share ?? 0)

/** `9,1 % (6,0–13,4 %)` */
function shareOf({ junk }: SourceRow, percent: (value: number, digits: number) => string): string {
  if (!junk.interval) return ''
  const { share, low, high } = junk.interval
  return `${percent(share, 1)} (${bareOf(percent(low, 1))}–${percent(high, 1)})`
}

function Unclassified({ report }: { report: SourcesReport }) {
  const t = useTexts(texts)
  const format = useFormat()
  const link = useInteractionsLink()
  const { interactions, unclassified } = report.total
  if (interactions === 0 || unclassified / interactions <= tolerableUnclassified) return null
  return (
    <Verdict
      tone="look"
      action={
        <GoLink href={link(behind(report, null, { kind: 'unclassified' }) as FilterValues)}>
          {t('open', { count: unclassified })}
        </GoLink>
      }
    >
      {t('unclassified', { share: format.percent(unclassified / interactions) })}
    </Verdict>
  )
}

/** What the advertising of the period returned so far. */
function Returned({ report }: { report: SourcesReport }) {
  const t = useTexts(texts)
  const format = useFormat()
  const screen = useScreenLink()
  // Only what was paid for: what free sources brought is no merit of the money.
  const paid = report.rows.flatMap(({ id, deals, spend }) => (deals && spend ? [{ ...deals, id, spend }] : []))
  const ids = paid.map(({ id }) => id)
  const sum = (of: (row: (typeof paid)[number]) => number) => paid.reduce((total, row) => total + of(row), 0)
  const [won, open, revenue, spend] = [
    sum((row) => row.won),
    sum((row) => row.open),
    sum((row) => row.revenue),
    sum((row) => row.spend),
  ]
  if (!report.spendKnown || won === 0 || paid.some(({ elsewhere }) => elsewhere.length > 0)) return null
  const roubles = (minor: number | null) => format.money(wholeUnits(minor))
  return (
    <Verdict
      detail={open > 0 ? t('stillOpen', { count: open }) : undefined}
      action={
        <GoLink
          href={screen('sales/deals', { ...dealsBehind(report, null, 'won'), [report.level]: ids } as FilterValues)}
        >
          {t('openDeals', { count: won })}
        </GoLink>
      }
    >
      {t('returned', {
        count: won,
        revenue: roubles(revenue),
        spend: roubles(spend),
        romi: t('romi', { romi: format.percent((revenue - spend) / spend) }),
      })}
    </Verdict>
  )
}

function Money({ report }: { report: SourcesReport }) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const format = useFormat()
  const screen = useScreenLink()
  const { costPerLead } = report.total
  if (!report.spendKnown || costPerLead === null) return null
  const priced = report.rows
    .filter((row) => row.costPerLead !== null && row.leads >= leastForPrice && row.id !== 'none')
    .sort((a, b) => (a.costPerLead ?? 0) - (b.costPerLead ?? 0))
  const [cheap, dear] = [priced[0], priced.at(-1)]
  const name = (row: SourceRow) => row.name ?? word(noneOf[report.level])
  const roubles = (minor: number | null) => format.money(wholeUnits(minor))
  const loose = report.level === 'source' ? (report.rows.find((row) => row.id === 'none')?.spend ?? 0) : 0
  return (
    <>
      <Verdict detail={cheap && dear && cheap !== dear ? t('costDetail', { least: leastForPrice }) : undefined}>
        {cheap && dear && cheap !== dear
          ? t('costRange', {
              cost: roubles(costPerLead),
              low: roubles(cheap.costPerLead),
              cheap: name(cheap),
              high: roubles(dear.costPerLead),
              dear: name(dear),
            })
          : t('cost', { cost: roubles(costPerLead) })}
      </Verdict>
      {loose > 0 ? (
        <Verdict
          tone="look"
          action={
            <GoLink href={screen('ads/spend', { from: report.filter.from, to: report.filter.to, origin: 'none' })}>
              {t('assign')}
            </GoLink>
          }
        >
          {t('loose', { amount: format.money(loose) })}
        </Verdict>
      ) : null}
    </>
  )
}
