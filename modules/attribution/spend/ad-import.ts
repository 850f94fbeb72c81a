/** Exports of advertising systems: what one would bring, and bringing it. */
import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import { type Database, type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import { hashOfFile, tellProblem, type WrongRow } from '../../../platform/files/import-help.ts'
import type { SpendImport, SpendPreview } from './contract.ts'
import type { Vat } from './exports/headings.ts'
import type { Days } from './exports/labels.ts'
import { type ExportReading, readExport } from './exports/read-export.ts'
import { type ExportPlan, recogniseExport } from './exports/recognise.ts'
import type { SpendChange, SpendFile } from './import.ts'
import { insertImport } from './imports.ts'
import { type AdTold, keepAdSpend } from './keep-ad-spend.ts'
import { keepRule, readRules } from './rules-store.ts'
import { type AdSpend, type Comparison, compareTotals, daysFrom, priced, settleExport } from './settle.ts'
import type { Change } from './store.ts'
import { isConvertible, rateOf, type Terms } from './terms.ts'

const shownProblems = 100
const shownRows = 8

/** What a person may say about an export that it does not say itself. */
export interface AdChoices {
  /** What its amounts are written with. */
  readonly vat?: Vat | undefined
  /** Units of the company's currency for one of another. */
  readonly rates?: Readonly<Record<string, string>> | undefined
  /** Amounts without days are spread evenly, over `period` or the days that the title names. */
  readonly spread?: 'even' | undefined
  readonly period?: Days | undefined
  /** Rows are kept although they do not add up to the total of the file. */
  readonly trustRows?: boolean | undefined
}

/** An export as it was read and settled. */
export interface ReadAd {
  readonly plan: ExportPlan
  readonly reading: ExportReading
  readonly comparison: Comparison
  readonly terms: Terms
  /** Days over which amounts without a day are spread; null where nobody asked. */
  readonly spread: Days | null
  readonly rows: readonly (AdSpend & { readonly amount: number })[]
  readonly covered: AdTold['covered']
  readonly wrong: readonly WrongRow[]
  readonly wrongRows: number
  readonly source: string
}

/** Reads a file as an export of an advertising system; null where it is none. */
export async function readAdExport(db: Queryable, file: SpendFile, change: SpendChange): Promise<ReadAd | null> {
  if (file.system === 'table') return null
  const rules = await readRules(db, change.workspaceId)
  const { system, mapping, dateForm, choices = {} } = file
  const plan = await recogniseExport(file.path, { system, mapping, dateForm, vat: rules.vat, now: change.now })
  if (!plan) return null
  const reading = await readExport(file.path, plan, change.now)
  const rule = rules.systems[plan.system.key]
  const terms: Terms = {
    currency: change.currency,
    rates: choices.rates ?? {},
    vat: { written: choices.vat ?? plan.vat ?? rule.vat ?? rules.vat, counted: rules.vat },
  }
  for (const [currency, rate] of Object.entries(terms.rates)) {
    if (rateOf(rate) === null) throw new Problem('invalid_value', { field: `rates.${currency}` }, { value: rate })
  }
  const comparison = compareTotals(reading.rows, reading.totals, { system: plan.system, counted: reading.countedRows })
  const foreign = reading.rows.filter(({ currency, micros }) => micros !== 0 && !isConvertible(currency, terms))
  const problems = [
    ...reading.problems,
    ...foreign.map(({ row, currency, micros }) => ({
      ...{
        row,
        field: 'amount',
        code: 'money_other_currency' as const,
        value: `${(micros / 1_000_000).toFixed(2)} ${currency}`,
      },
    })),
  ]
  const spread =
    choices.spread === 'even' && plan.columns.stretch === undefined ? (choices.period ?? plan.period) : null
  const rows = priced(settleExport(reading, comparison, { spread, terms }), terms)
  return {
    ...{ plan, reading, comparison, terms, spread, rows, source: file.source ?? rule.source },
    covered: reading.rows.flatMap(({ day, campaign }) => (day === null ? [] : [{ day, campaign }])),
    wrong: problems
      .slice(0, shownProblems)
      .map((problem) => tellProblem(problem, change.language, { currency: change.currency })),
    wrongRows: problems.length,
  }
}

/** Rows that exports are cut at, by the limits of systems and of spreadsheets. */
const cuts = new Set([1_000, 5_000, 10_000, 50_000, 65_535, 100_000, 200_000, 1_048_575])

const isCut = ({ saidRows, countedRows }: ExportReading): boolean =>
  saidRows === null ? cuts.has(countedRows) : saidRows !== countedRows

const sum = (rows: readonly { readonly amount: number }[]): number =>
  rows.reduce((whole, { amount }) => whole + amount, 0)

/** Written amounts by currency, in its minor units as people see them (hundredths). */
function currenciesOf({ reading, terms }: ReadAd) {
  const sums = new Map<string, number>()
  for (const { currency, micros } of reading.rows) {
    const own = currency ?? terms.currency
    sums.set(own, (sums.get(own) ?? 0) + micros)
  }
  return [...sums].map(([currency, micros]) => ({
    currency,
    amount: Math.round(micros / 10_000),
    rate: currency === terms.currency ? null : (terms.rates[currency] ?? null),
  }))
}

/** What the export would bring: what was recognised, its days, its totals beside the rows. Nothing is kept. */
export async function previewAdExport(
  db: Database,
  file: SpendFile,
  change: SpendChange,
  read: ReadAd,
): Promise<SpendPreview> {
  const { plan, comparison, terms, rows, wrong, wrongRows } = read
  const hash = await hashOfFile(file.path)
  const [known] = await db.query<{ known: boolean }>(sql`
    select true as known from spend_imports
    where workspace_id = ${change.workspaceId} and file_hash = ${hash} and undone_at is null limit 1`)
  const rehearsed = await rehearse(db, file, change, read)
  const days = daysFrom(rows)
  const headings = Object.fromEntries(
    Object.entries(plan.columns).map(([field, at]) => [field, plan.shape.columns[at] ?? null]),
  )
  return {
    columns: [...plan.shape.columns],
    mapping: { ...headings, placement: headings.group ?? headings.placement ?? null },
    sample: plan.shape.sample.slice(0, shownRows).map(({ cells }) => [...cells]),
    rows: rows.length,
    amount: sum(rows),
    unassigned: 0,
    firstDay: days[0]?.day ?? null,
    lastDay: days.at(-1)?.day ?? null,
    wrong: [...wrong],
    wrongRows,
    replaced: rehearsed.replaced,
    dateForm: plan.dates.form,
    dateAlternatives: [...plan.dates.alternatives],
    alreadyImported: known !== undefined,
    days,
    recognised: {
      system: plan.system.key,
      source: read.source,
      headingRow: plan.shape.headingRow ?? 0,
      sheet: plan.shape.sheet,
      vat: { said: plan.vat, written: terms.vat.written, counted: terms.vat.counted },
      currencies: currenciesOf(read),
      byDay: plan.columns.day !== undefined,
      stretches: plan.columns.day === undefined && plan.columns.stretch !== undefined,
      period: plan.period,
      spread: read.spread,
      totals: {
        verdict: comparison.verdict,
        label: comparison.label,
        rows: Math.round(comparison.rows / 10_000),
        own: comparison.own === null ? null : Math.round(comparison.own / 10_000),
        difference: Math.round(comparison.difference / 10_000),
      },
      totalLines: read.reading.totals.length,
      cut: isCut(read.reading),
      levels: levelsOf(plan),
      unmatched: rehearsed.unmatched,
      unmatchedCampaigns: rehearsed.unmatchedCampaigns,
      campaigns: rehearsed.campaigns,
      doubled: rehearsed.doubled,
    },
  }
}

const levelsOf = ({ columns, campaign }: ExportPlan) => {
  const has = {
    campaign: columns.campaign !== undefined || columns.campaignId !== undefined || campaign !== null,
    placement: columns.group !== undefined || columns.groupId !== undefined || columns.placement !== undefined,
    keyword: columns.keyword !== undefined,
  }
  return (['campaign', 'placement', 'keyword'] as const).filter((level) => has[level])
}

const rolledBack = new Error('a preview keeps nothing')

/** Runs the import and rolls it back: the only figures that can't differ from the real ones. */
async function rehearse(db: Database, file: SpendFile, change: SpendChange, read: ReadAd) {
  let told = { replaced: 0, unmatched: 0, unmatchedCampaigns: 0, campaigns: 0, doubled: 0 }
  await db
    .transaction(async (tx) => {
      const id = newId(change.now)
      await remember(tx, file, change, read)
      const { replaced } = await keepAdSpend(tx, change, id, toldOf(read))
      const [row] = await tx.query<Omit<typeof told, 'replaced' | 'doubled'>>(sql`
        select count(distinct c.id)::int as campaigns,
          (count(distinct c.id) filter (where c.origin_id is null))::int as "unmatchedCampaigns",
          coalesce(sum(s.amount) filter (where c.origin_id is null and s.kind is distinct from 'rounding'), 0)::bigint as unmatched
        from spend s left join ad_campaigns c on c.workspace_id = ${change.workspaceId} and c.id = s.ad_campaign_id
        where s.workspace_id = ${change.workspaceId} and s.import_id = ${id}`)
      told = { ...told, ...row, replaced, doubled: await doubledBy(tx, change, id, read.source) }
      throw rolledBack
    })
    .catch((error: unknown) => {
      if (error !== rolledBack) throw error
    })
  return told
}

/** Money of the same source on the same days that this import does not replace: entered by hand, or from a table of another kind. */
async function doubledBy(tx: Transaction, change: Change, importId: string, source: string): Promise<number> {
  const [row] = await tx.query<{ amount: number }>(sql`
    with recursive below as (
      select o.id from origins o where o.workspace_id = ${change.workspaceId} and o.level = 'source' and o.name = ${source}
      union all
      select o.id from below b join origins o on o.workspace_id = ${change.workspaceId} and o.parent_id = b.id)
    select coalesce(sum(s.amount), 0)::bigint as amount from spend s
    where s.workspace_id = ${change.workspaceId} and s.replaced_by is null and s.system is null
      and s.origin_id in (select id from below)
      and s.day in (select n.day from spend n where n.workspace_id = ${change.workspaceId} and n.import_id = ${importId})`)
  return row?.amount ?? 0
}

/** What was said of this system’s money is proposed for the next file. */
async function remember(tx: Transaction, file: SpendFile, change: SpendChange, { plan }: ReadAd): Promise<void> {
  const vat = file.choices?.vat
  if (!file.source && !vat) return
  await keepRule(tx, change.workspaceId, { system: plan.system.key, source: file.source, vat }, change.now)
}

const toldOf = ({ plan, rows, covered }: ReadAd): AdTold => ({ system: plan.system.key, rows, covered })

/**
 * Imports an export. Days of campaigns that an earlier import told of are replaced as a whole.
 * @throws Problem spend_no_days, file_dates_ambiguous, spend_totals_differ
 */
export async function importAdExport(
  db: Database,
  file: SpendFile,
  change: SpendChange,
  read: ReadAd,
): Promise<SpendImport & { wrong: WrongRow[] }> {
  const { plan, comparison, reading, terms, rows } = read
  if (plan.columns.day === undefined && !read.spread) throw new Problem('spend_no_days', { field: 'day' })
  if (plan.dates.alternatives.length > 0) {
    const value = reading.rows[0]?.day ?? ''
    const forms = [plan.dates.form, ...plan.dates.alternatives].join(', ')
    throw new Problem('file_dates_ambiguous', { field: 'day' }, { value, forms })
  }
  if (comparison.verdict === 'differs' && !file.choices?.trustRows) {
    const difference = (comparison.difference / 1_000_000).toFixed(2)
    throw new Problem('spend_totals_differ', { field: 'amount' }, { difference, label: comparison.label ?? '' })
  }
  const hash = await hashOfFile(file.path)
  const kept = await db.transaction(async (tx) => {
    const id = newId(change.now)
    await remember(tx, file, change, read)
    const { replaced } = await keepAdSpend(tx, change, id, toldOf(read))
    return insertImport(tx, change, {
      ...{ id, hash, replaced, rows, terms, name: file.name, skipped: read.wrongRows },
      ...{ system: plan.system.key, source: read.source, ownTotal: comparison.own, difference: comparison.difference },
    })
  })
  return { ...kept, wrong: [...read.wrong] }
}
