import { useQuery } from '@tanstack/react-query'
import {
  type Column,
  DataTable,
  defineTexts,
  Interval,
  KeyFigure,
  KeyFigures,
  Panel,
  useFormat,
  useReportFilter,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api, type Figures } from './api.ts'

const texts = defineTexts({
  opened: { ru: 'Споров за период', en: 'Disputes in the period' },
  live: { ru: 'Идут', en: 'Running' },
  sales: { ru: 'Правы продажи', en: 'Sales were right' },
  marketing: { ru: 'Прав маркетинг', en: 'Marketing was right' },
  other: { ru: 'Сошлись на третьем', en: 'Met on a third class' },
  decided: { ru: 'из решённых {count} решил директор', en: '{count} of the settled decided by the director' },
  bySales: { ru: 'Чьи классы изменили', en: 'Whose classes were changed' },
  byMarketing: { ru: 'Кто оспаривает', en: 'Who disputes' },
  person: { ru: 'Сотрудник', en: 'Person' },
  disputed: { ru: 'Оспорено', en: 'Disputed' },
  checked: { ru: 'Согласился', en: 'Agreed' },
  changed: { ru: 'Изменено по спору', en: 'Changed by disputes' },
  upheld: { ru: 'Подтвердилось', en: 'Upheld' },
  few: { ru: 'мало данных: {of} из {least}', en: 'too little data: {of} of {least}' },
  nobody: { ru: 'Не назван', en: 'Not named' },
})

/** How disputes of the period ended, and by whom; nothing where there were none. */
export function DisputeFigures() {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const { from, to } = useReportFilter().period
  const { data } = useQuery(api.reports.disputes.queryOptions({ input: { workspace: slug, from, to } }))
  if (!data || (data.opened === 0 && data.marketing.length === 0)) return null
  const { outcomes } = data
  return (
    <>
      <KeyFigures>
        <KeyFigure label={t('opened')} value={format.number(data.opened)} note={`${t('live')}: ${data.live}`} />
        <KeyFigure label={t('sales')} value={format.number(outcomes.sales)} />
        <KeyFigure
          label={t('marketing')}
          value={format.number(outcomes.marketing)}
          note={data.decided > 0 ? t('decided', { count: data.decided }) : undefined}
        />
        <KeyFigure label={t('other')} value={format.number(outcomes.other)} />
      </KeyFigures>
      <People figures={data} />
    </>
  )
}

function People({ figures }: { figures: Figures }) {
  const t = useTexts(texts)
  const format = useFormat()
  type Share = Figures['sales'][number]['changed']
  const share = ({ interval, of, enough }: Share) =>
    interval && enough ? (
      <Interval
        value={format.percent(interval.share)}
        low={format.percent(interval.low)}
        high={format.percent(interval.high)}
        bar={{ low: interval.low, value: interval.share, high: interval.high, max: 1 }}
      />
    ) : (
      <span className="lk-quiet">{t('few', { of, least: figures.leastSettled })}</span>
    )
  const sales: Column<Figures['sales'][number]>[] = [
    { key: 'name', title: t('person'), cell: ({ name }) => name ?? t('nobody') },
    { key: 'disputed', title: t('disputed'), align: 'end', cell: ({ disputed }) => format.number(disputed) },
    { key: 'changed', title: t('changed'), cell: ({ changed }) => share(changed) },
  ]
  const marketing: Column<Figures['marketing'][number]>[] = [
    { key: 'name', title: t('person'), cell: ({ name }) => name },
    { key: 'checked', title: t('checked'), align: 'end', cell: ({ checked }) => format.number(checked) },
    { key: 'disputed', title: t('disputed'), align: 'end', cell: ({ disputed }) => format.number(disputed) },
    { key: 'upheld', title: t('upheld'), cell: ({ upheld }) => share(upheld) },
  ]
  return (
    <>
      {figures.sales.length > 0 ? (
        <Panel flush title={t('bySales')}>
          <DataTable label={t('bySales')} rows={figures.sales} rowKey={({ id }) => id ?? 'none'} columns={sales} />
        </Panel>
      ) : null}
      {figures.marketing.length > 0 ? (
        <Panel flush title={t('byMarketing')}>
          <DataTable
            label={t('byMarketing')}
            rows={figures.marketing}
            rowKey={({ id, name }) => id ?? name}
            columns={marketing}
          />
        </Panel>
      ) : null}
    </>
  )
}
