import { localDay } from '../../../../../kernel/time.ts'
import {
  defineTexts,
  GoLink,
  KeyFigure,
  KeyFigures,
  Panel,
  useFormat,
  useScreenLink,
  useTexts,
  useWorkspace,
  Verdict,
  Verdicts,
} from '../../../../../platform/web/index.ts'
import type { Rehearsal } from '../api.ts'
import styles from '../imports.module.css'
import { ProblemsTable } from '../problems-table.tsx'
import { useNames } from '../use-names.ts'

const texts = defineTexts({
  all: {
    ru: { one: 'Все строки читаются: {count}', few: 'Все {count} строки читаются', many: 'Все {count} строк читаются' },
    en: { one: 'The one row reads well', other: 'All {count} rows read well' },
  },
  none: {
    ru: 'Ни одна строка не читается: проверьте, что в каких столбцах',
    en: 'Not a single row reads: check what the columns hold',
  },
  some: {
    ru: 'Не читаются {wrong} из {rows} строк; остальные загрузятся',
    en: '{wrong} of {rows} rows do not read; the others will come in',
  },
  beginning: {
    ru: 'Проверено начало файла: {rows} строк из примерно {expected}.',
    en: 'The beginning of the file was checked: {rows} of about {expected} rows.',
  },
  already: {
    ru: '{known} строк уже есть в компании: они не удвоятся',
    en: '{known} rows are in the company already: they will not double',
  },
  strangers: {
    ru: {
      one: 'Добавочный {lines} не записан ни за кем',
      few: 'Не записаны ни за кем: {lines}',
      many: 'Не записаны ни за кем: {lines}',
    },
    en: { one: '{lines} belongs to nobody', other: 'These belong to nobody: {lines}' },
  },
  strangersHow: {
    ru: 'Звонки загрузятся, но не попадут в отчёты по людям. Запишите добавочные за сотрудниками до импорта.',
    en: 'The calls will come in, but not into the reports on people. Give the extensions to people before the import.',
  },
  people: { ru: 'Сотрудники', en: 'People' },
  more: { ru: ' и ещё {count}', en: ' and {count} more' },
  fresh: { ru: 'Новых строк', en: 'New rows' },
  interactions: { ru: 'Обращений', en: 'Interactions' },
  known: { ru: 'Уже есть', en: 'Known already' },
  wrong: { ru: 'С ошибкой', en: 'Wrong' },
  period: { ru: 'Период', en: 'Period' },
  wrongRows: { ru: 'Строки с ошибкой', en: 'Wrong rows' },
  reason: { ru: '{count} × {field}: {message}', en: '{count} × {field}: {message}' },
})

/** What would be imported and what is wrong, before anything is written. */
export function RehearsalPanel({ rehearsal, expected }: { rehearsal: Rehearsal; expected: number }) {
  const t = useTexts(texts)
  const names = useNames()
  const format = useFormat()
  const { timezone } = useWorkspace()
  const day = (at: string) => localDay(new Date(at), timezone)
  const screen = useScreenLink()
  const { rows, wrong, known, fresh, people, directions } = rehearsal
  const strangers = people.filter(({ employee }) => employee === null)
  const shown = strangers
    .slice(0, 8)
    .map(({ line }) => line)
    .join(', ')
  const more = strangers.length > 8 ? t('more', { count: strangers.length - 8 }) : ''
  return (
    <div className={styles.steps}>
      <Verdicts>
        {wrong === 0 ? <Verdict tone="fine">{t('all', { count: rows })}</Verdict> : null}
        {wrong === rows && rows > 0 ? <Verdict tone="act">{t('none')}</Verdict> : null}
        {wrong > 0 && wrong < rows ? (
          <Verdict
            tone="look"
            detail={rehearsal.reasons
              .slice(0, 3)
              .map(({ field, message, rows: count }) =>
                t('reason', { count, field: field ? names.field(field) : '—', message }),
              )
              .join(' · ')}
          >
            {t('some', { wrong, rows })}
          </Verdict>
        ) : null}
        {known > 0 ? <Verdict>{t('already', { known })}</Verdict> : null}
        {strangers.length > 0 ? (
          <Verdict
            tone="look"
            detail={t('strangersHow')}
            action={<GoLink href={screen('settings/people')}>{t('people')}</GoLink>}
          >
            {t('strangers', { count: strangers.length, lines: shown + more })}
          </Verdict>
        ) : null}
        {rehearsal.whole ? null : <Verdict>{t('beginning', { rows, expected })}</Verdict>}
      </Verdicts>
      <KeyFigures>
        <KeyFigure label={t('fresh')} value={format.number(fresh)} />
        <KeyFigure
          label={t('interactions')}
          value={format.number(rehearsal.interactions)}
          note={Object.entries(directions)
            .map(([direction, count]) => `${names.meaning(direction)} ${format.number(count)}`)
            .join(' · ')}
        />
        <KeyFigure label={t('known')} value={format.number(known)} />
        <KeyFigure label={t('wrong')} value={format.number(wrong)} {...(wrong > 0 ? { tone: 'look' as const } : {})} />
        {rehearsal.firstAt && rehearsal.lastAt ? (
          <KeyFigure
            label={t('period')}
            value={format.period({ from: day(rehearsal.firstAt), to: day(rehearsal.lastAt) })}
          />
        ) : null}
      </KeyFigures>
      {rehearsal.problems.length > 0 ? (
        <Panel flush title={t('wrongRows')}>
          <ProblemsTable problems={rehearsal.problems} />
        </Panel>
      ) : null}
    </div>
  )
}
