import { Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTexts, useWorkspace, Verdict } from '../../../../platform/web/index.ts'
import type { SpendPreview } from '../../contract.ts'
import { exportTexts } from './export-texts.ts'
import styles from './spend.module.css'

type Recognised = NonNullable<SpendPreview['recognised']>
const systems = ['yandex-direct', 'vk-ads', 'google-ads'] as const
type System = (typeof systems)[number]

/** What a person says of a file. */
export interface ExportChoices {
  readonly source?: string
  readonly dateForm?: 'dmy' | 'mdy' | 'ymd' | undefined
  readonly system?: System | 'table'
  readonly vat?: 'with' | 'without'
  readonly rates?: Readonly<Record<string, string>>
  readonly spread?: 'even'
  readonly periodFrom?: string
  readonly periodTo?: string
  readonly trustRows?: boolean
}

/** Whether all that an export leaves open has been answered. */
export const isReady = ({ recognised, dateAlternatives }: SpendPreview, choices: ExportChoices): boolean =>
  recognised === null ||
  (dateAlternatives.length === 0 &&
    (recognised.byDay || recognised.spread !== null) &&
    (recognised.totals.verdict !== 'differs' || choices.trustRows === true))

/** What an export does not say itself: VAT, rates, days; and whose it is, if it was mistaken for another’s. */
export function ExportQuestions({
  recognised,
  choices,
  onChange,
}: {
  recognised: Recognised
  choices: ExportChoices
  onChange: (more: ExportChoices) => void
}) {
  const t = useTexts(exportTexts)
  const { currency } = useWorkspace()
  const vatLabel = useId()
  const foreign = recognised.currencies.filter((one) => one.currency !== currency)
  return (
    <div className={styles.questions}>
      <div className={styles.pair}>
        <WhoseFile system={recognised.system} onChange={(system) => onChange({ system })} />
        <Typed
          label={t('source')}
          description={t('sourceHint')}
          value={choices.source ?? recognised.source}
          onDone={(source) => onChange({ source })}
        />
      </div>
      <div>
        <p id={vatLabel}>{t('vat')}</p>
        <SegmentedControl
          size="xs"
          aria-labelledby={vatLabel}
          value={recognised.vat.written}
          onChange={(value) => onChange({ vat: value === 'without' ? 'without' : 'with' })}
          data={[
            { value: 'with', label: t('withVat') },
            { value: 'without', label: t('withoutVat') },
          ]}
        />
        <p className="lk-quiet">
          {recognised.vat.written === recognised.vat.counted
            ? t('vatSame')
            : t(recognised.vat.counted === 'with' ? 'vatAdded' : 'vatTaken')}
          {recognised.vat.said ? ` ${t('vatSaid')}` : ''}
        </p>
      </div>
      {foreign.length > 0 ? (
        <div className={styles.pair}>
          {foreign.map((one) => (
            <Typed
              key={one.currency}
              label={t('rate', { currency: one.currency, own: currency })}
              description={t('rateHint')}
              value={choices.rates?.[one.currency] ?? ''}
              onDone={(rate) => onChange({ rates: { ...choices.rates, [one.currency]: rate } })}
            />
          ))}
        </div>
      ) : null}
      {recognised.byDay ? null : <SpreadQuestion recognised={recognised} choices={choices} onChange={onChange} />}
      {recognised.totals.verdict === 'differs' ? (
        <Checkbox
          label={t('trustRows')}
          checked={choices.trustRows ?? false}
          onChange={(event) => onChange({ trustRows: event.currentTarget.checked })}
        />
      ) : null}
    </div>
  )
}

/** Whose export a file is, if it was mistaken for another’s. */
export function WhoseFile({
  system,
  onChange,
}: {
  system: System | 'table'
  onChange: (system: System | 'table') => void
}) {
  const t = useTexts(exportTexts)
  return (
    <NativeSelect
      label={t('whose')}
      value={system}
      onChange={({ currentTarget: { value } }) => onChange(systems.find((one) => one === value) ?? 'table')}
      data={[...systems.map((value) => ({ value, label: t(value) })), { value: 'table', label: t('ownTable') }]}
    />
  )
}

/** Amounts of a whole period: nothing is spread over days unless somebody asks for it. */
function SpreadQuestion({
  recognised: { stretches, period, spread },
  choices,
  onChange,
}: {
  recognised: Recognised
  choices: ExportChoices
  onChange: (more: ExportChoices) => void
}) {
  const t = useTexts(exportTexts)
  if (stretches) return <Verdict tone="act">{t('stretches')}</Verdict>
  const from = choices.periodFrom ?? period?.from ?? ''
  const to = choices.periodTo ?? period?.to ?? ''
  const ask = (days: { periodFrom: string; periodTo: string }) =>
    onChange({ ...days, ...(days.periodFrom && days.periodTo && { spread: 'even' as const }) })
  return (
    <>
      <Verdict tone={spread ? 'plain' : 'act'} detail={t('noDaysDetail')}>
        {t('noDays')}
      </Verdict>
      <div className={styles.pair}>
        <TextInput
          type="date"
          label={t('spreadFrom')}
          value={from}
          onChange={(event) => ask({ periodFrom: event.currentTarget.value, periodTo: to })}
        />
        <TextInput
          type="date"
          label={t('spreadTo')}
          value={to}
          onChange={(event) => ask({ periodFrom: from, periodTo: event.currentTarget.value })}
        />
      </div>
      <Checkbox
        label={t('spread')}
        checked={spread !== null}
        disabled={!from || !to}
        onChange={() => ask({ periodFrom: from, periodTo: to })}
      />
    </>
  )
}

/** A text that is taken over once it is written: each change reads the file again. */
function Typed({
  label,
  description,
  value,
  onDone,
}: {
  label: string
  description: string
  value: string
  onDone: (value: string) => void
}) {
  const [typed, setTyped] = useState(value)
  return (
    <TextInput
      label={label}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => typed.trim() !== value && onDone(typed.trim())}
    />
  )
}
