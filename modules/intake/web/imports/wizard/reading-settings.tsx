import { Select } from '@mantine/core'
import { defineTexts, Panel, useTexts } from '../../../../../platform/web/index.ts'
import type { Choices, Recognition } from '../api.ts'
import styles from '../imports.module.css'
import { useNames } from '../use-names.ts'

const texts = defineTexts({
  title: { ru: 'Как читать файл', en: 'How to read the file' },
  rows: {
    ru: { one: '{count} строка', few: '{count} строки', many: '{count} строк' },
    en: { one: '{count} row', other: '{count} rows' },
  },
  about: {
    ru: { one: 'около {count} строки', few: 'около {count} строк', many: 'около {count} строк' },
    en: { one: 'about {count} row', other: 'about {count} rows' },
  },
  profile: { ru: 'Что это за файл', en: 'Kind of file' },
  encoding: { ru: 'Кодировка', en: 'Encoding' },
  separator: { ru: 'Разделитель', en: 'Separator' },
  tab: { ru: 'табуляция', en: 'tab' },
  sheet: { ru: 'Лист', en: 'Sheet' },
  headings: { ru: 'Первая строка', en: 'First row' },
  isHeadings: { ru: 'заголовки', en: 'headings' },
  isData: { ru: 'уже данные', en: 'data already' },
  dates: { ru: 'Даты', en: 'Dates' },
  timezone: { ru: 'Часовой пояс файла', en: 'Time zone of the file' },
  doubtful: { ru: 'проверьте', en: 'please check' },
})

const dateTexts = defineTexts({
  ymd: { ru: 'год-месяц-день', en: 'year-month-day' },
  dmy: { ru: 'день.месяц.год', en: 'day.month.year' },
  mdy: { ru: 'месяц/день/год', en: 'month/day/year' },
  named: { ru: 'месяц словом', en: 'month as a word' },
  compact: { ru: 'подряд: 20260131', en: 'packed: 20260131' },
  unix: { ru: 'секунды Unix', en: 'Unix seconds' },
  'unix-ms': { ru: 'миллисекунды Unix', en: 'Unix milliseconds' },
  serial: { ru: 'число Excel', en: 'Excel number' },
})

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'ibm866', 'koi8-r'] as const
const forms = ['ymd', 'dmy', 'mdy', 'named', 'compact', 'unix', 'unix-ms', 'serial'] as const

const zones = (): string[] => Intl.supportedValuesOf('timeZone')

/** Everything that was recognised about the file, each to be overruled. */
export function ReadingSettings({
  recognition,
  onChange,
}: {
  recognition: Recognition
  onChange: (change: Partial<Choices>) => void
}) {
  const t = useTexts(texts)
  const date = useTexts(dateTexts)
  const names = useNames()
  const doubt = (what: string) => (recognition.doubtful.includes(what) ? { description: t('doubtful') } : {})
  return (
    <Panel
      title={t('title')}
      hint={
        <span className="lk-quiet">
          {t(recognition.rowsExact ? 'rows' : 'about', { count: recognition.rowsExpected })}
        </span>
      }
    >
      <div className={styles.settings}>
        <Select
          size="xs"
          label={t('profile')}
          data={recognition.profiles.map((name) => ({ value: name, label: names.profile(name) }))}
          value={recognition.profile}
          allowDeselect={false}
          onChange={(profile) => profile && onChange({ profile, columns: {}, values: {} })}
        />
        {recognition.encoding ? (
          <Select
            size="xs"
            label={t('encoding')}
            data={encodings}
            value={recognition.encoding}
            allowDeselect={false}
            onChange={(value) => onChange({ encoding: (value ?? undefined) as Choices['encoding'] })}
            {...doubt('encoding')}
          />
        ) : null}
        {recognition.separator ? (
          <Select
            size="xs"
            label={t('separator')}
            data={[',', ';', '\t', '|'].map((value) => ({ value, label: value === '\t' ? t('tab') : value }))}
            value={recognition.separator}
            allowDeselect={false}
            onChange={(value) => value && onChange({ separator: value, columns: {} })}
            {...doubt('separator')}
          />
        ) : null}
        {recognition.sheets.length > 1 ? (
          <Select
            size="xs"
            label={t('sheet')}
            data={recognition.sheets}
            value={recognition.sheet}
            allowDeselect={false}
            onChange={(value) => value && onChange({ sheet: value, columns: {} })}
          />
        ) : null}
        <Select
          size="xs"
          label={t('headings')}
          data={[
            { value: 'yes', label: t('isHeadings') },
            { value: 'no', label: t('isData') },
          ]}
          value={recognition.headings ? 'yes' : 'no'}
          allowDeselect={false}
          onChange={(value) => onChange({ headings: value === 'yes', columns: {} })}
        />
        <Select
          size="xs"
          label={t('dates')}
          data={forms.map((value) => ({ value, label: date(value) }))}
          value={recognition.dateForm}
          placeholder="—"
          onChange={(value) => onChange({ dateForm: value ?? undefined })}
          {...doubt('dateForm')}
        />
        <Select
          size="xs"
          label={t('timezone')}
          data={zones()}
          searchable
          limit={60}
          value={recognition.timezone}
          allowDeselect={false}
          onChange={(value) => value && onChange({ timezone: value })}
        />
      </div>
    </Panel>
  )
}
