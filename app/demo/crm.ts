/** The demo company's deals once more as its CRM tells of them: stages with times, goods, reasons of a loss. */
import { dayStart } from '../../kernel/time.ts'
import type { CrmDirectory } from '../../modules/crm/index.ts'
import type { CrmDeal, PassedStage } from '../../modules/deals/index.ts'
import type { DemoDeal } from './deals.ts'

const pipeline = 'Продажи'
const stages = {
  new: 'Новая заявка',
  measured: 'Замер назначен',
  proposal: 'Отправлено КП',
  contract: 'Договор',
  won: 'Успешно реализовано',
  lost: 'Закрыто и не реализовано',
} as const
type Stage = keyof typeof stages

const outcomeOf = (stage: Stage) => (stage === 'won' || stage === 'lost' ? stage : 'open')
const reasons = ['Дорого', 'Выбрали другую компанию', 'Не отвечает', 'Отложили до весны'] as const
const hourMs = 3_600_000

/** A number that is always the same for one deal: the story is told alike each time. */
const chanceOf = ({ externalId }: DemoDeal, of: number): number => Number(externalId.slice(-6)) % of

/** The stages that a deal passed until it came to where it is. */
function wayOf(deal: DemoDeal): readonly Stage[] {
  if (deal.stage === 'proposal') return ['new', 'measured', 'proposal']
  if (deal.stage === 'won') return ['new', 'measured', 'proposal', 'contract', 'won']
  return [...(['new', 'measured', 'proposal'] as const).slice(0, 1 + chanceOf(deal, 3)), 'lost']
}

export interface DemoCrm {
  readonly deals: readonly CrmDeal[]
  readonly passed: readonly (PassedStage & { readonly externalId: string })[]
  readonly directory: CrmDirectory
}

/** `phoneOf` reads a number, `personOf` finds who answers. Times are of the company's zone, none after `now`. */
export function demoCrm(
  rows: readonly DemoDeal[],
  company: { readonly currency: string; readonly timezone: string },
  {
    phoneOf,
    personOf,
    now,
  }: { phoneOf: (text: string) => string | null; personOf: (name: string) => string | null; now: Date },
): DemoCrm {
  const ways = rows.map((deal) => {
    const way = wayOf(deal)
    const planned = dayStart(deal.createdOn, company.timezone).getTime() + (10 + chanceOf(deal, 7)) * hourMs
    const wanted = deal.closedOn
      ? dayStart(deal.closedOn, company.timezone).getTime() + 17 * hourMs
      : planned + (way.length - 1) * 26 * hourMs
    const end = Math.min(Math.max(wanted, planned + hourMs), now.getTime())
    const from = Math.min(planned, end - hourMs)
    const step = (end - from) / Math.max(1, way.length - 1)
    return { deal, passed: way.map((stage, place) => ({ stage, at: new Date(from + place * step) })) }
  })
  return {
    deals: ways.map(({ deal, passed }): CrmDeal => {
      const last = passed.at(-1)
      const stage = last?.stage ?? 'new'
      return {
        ...{ externalId: deal.externalId, name: deal.name, phone: phoneOf(deal.phone), email: null, url: null },
        ...{ pipeline, stage: stages[stage], stageKey: keyOf(stage), outcome: outcomeOf(stage) },
        ...{
          amount: deal.amount,
          currency: company.currency,
          lostReason: stage === 'lost' ? (reasons[chanceOf(deal, 4)] ?? null) : null,
        },
        ...{
          responsible: deal.responsible,
          responsibleKey: deal.responsible,
          responsibleId: personOf(deal.responsible),
        },
        origin: deal.source ? { source: deal.source, ...(deal.campaign && { campaign: deal.campaign }) } : null,
        ...{ interactionId: null, visitId: null, createdOn: deal.createdOn, closedOn: deal.closedOn },
        changedAt: last?.at ?? null,
        products: goodsOf(deal),
      }
    }),
    passed: ways.flatMap(({ deal: { externalId }, passed }) =>
      passed.map(({ stage, at }) => ({
        ...{ externalId, at, pipeline, stage: stages[stage], stageKey: keyOf(stage), outcome: outcomeOf(stage) },
      })),
    ),
    directory: {
      currency: company.currency,
      stages: (Object.keys(stages) as Stage[]).map((stage, position) => ({
        ...{ key: keyOf(stage), pipelineId: '1', pipeline, name: stages[stage], position, outcome: outcomeOf(stage) },
      })),
      users: [...new Set(rows.map(({ responsible }) => responsible))].map((name) => ({
        externalId: name,
        name,
        email: null,
      })),
    },
  }
}

const keyOf = (stage: Stage): string => `1:${stage}`

/** What is sold, and its delivery. */
function goodsOf({ name, amount }: DemoDeal) {
  const title = name.split(/: |, заявка /)[0] ?? name
  const delivery = Math.round((amount * 0.12) / 10_000) * 10_000
  return [
    { externalId: null, name: title, price: amount - delivery, quantity: 1 },
    { externalId: null, name: 'Доставка и монтаж', price: delivery, quantity: 1 },
  ]
}
