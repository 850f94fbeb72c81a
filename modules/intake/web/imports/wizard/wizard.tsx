import { Button, Checkbox, Group } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  defineTexts,
  ErrorState,
  Loaded,
  Panel,
  toastError,
  useCan,
  useGo,
  useScreenLink,
  useTexts,
  useWorkspace,
  Verdict,
  Verdicts,
} from '../../../../../platform/web/index.ts'
import { api, type Import, type Recognition } from '../api.ts'
import styles from '../imports.module.css'
import { useNames } from '../use-names.ts'
import { Constants } from './constants.tsx'
import { DateQuestion } from './date-question.tsx'
import { MappingTable } from './mapping-table.tsx'
import { ReadingSettings } from './reading-settings.tsx'
import { RehearsalPanel } from './rehearsal-panel.tsx'
import { useChoices } from './use-choices.ts'
import { Words } from './words.tsx'

const texts = defineTexts({
  remembered: {
    ru: 'Столбцы сопоставлены как в прошлый раз',
    en: 'Columns are mapped as the last time',
  },
  startOver: { ru: 'Сопоставить заново', en: 'Map anew' },
  missing: { ru: 'Не хватает: {fields}', en: 'Missing: {fields}' },
  missingHow: {
    ru: 'Выберите столбец над таблицей или задайте одно значение на весь файл.',
    en: 'Choose a column above the table, or give one value for the whole file.',
  },
  columns: { ru: 'Что в каких столбцах', en: 'What the columns hold' },
  first: { ru: 'первые строки файла', en: 'the first rows of the file' },
  result: { ru: 'Что получится', en: 'What comes of it' },
  checking: { ru: 'Проверяю строки…', en: 'Checking the rows…' },
  start: {
    ru: {
      one: 'Импортировать {count} строку',
      few: 'Импортировать {count} строки',
      many: 'Импортировать {count} строк',
    },
    en: { one: 'Import {count} row', other: 'Import {count} rows' },
  },
  nothing: { ru: 'Импортировать нечего', en: 'Nothing to import' },
  startAll: { ru: 'Импортировать файл', en: 'Import the file' },
  remember: { ru: 'Запомнить для таких же файлов', en: 'Remember for files of this form' },
  discard: { ru: 'Не импортировать', en: 'Do not import' },
  notYours: { ru: 'Файл загружен, но импорт не начат', en: 'The file is uploaded, the import has not begun' },
})

/** From an uploaded file to an import: how it is read, what would come of it, go. */
export function Wizard({ found }: { found: Import }) {
  const t = useTexts(texts)
  const can = useCan()
  if (!can('intake.manage')) return <Verdict>{t('notYours')}</Verdict>
  return <Steps found={found} />
}

function Steps({ found }: { found: Import }) {
  const t = useTexts(texts)
  const names = useNames()
  const go = useGo()
  const link = useScreenLink()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [remember, setRemember] = useState(true)
  const { recognition, rehearsal, choices, clear, change, startOver } = useChoices(found)
  const refresh = () => queries.invalidateQueries({ queryKey: api.key() })
  const start = useMutation({
    mutationFn: () => api.start.call({ workspace: slug, id: found.id, choices, remember }),
    onSuccess: refresh,
    onError: toastError,
  })
  const discard = useMutation({
    mutationFn: () => api.cancel.call({ workspace: slug, id: found.id }),
    onSuccess: async () => {
      await refresh()
      go(link('imports'))
    },
    onError: toastError,
  })
  const whole = rehearsal.data?.whole ? rehearsal.data.fresh : null
  return (
    <div className={styles.steps}>
      <Loaded query={recognition} rows={8}>
        {(data) => (
          <div className={styles.steps}>
            {needsWord(data) ? (
              <Verdicts>
                {data.missing.length > 0 ? (
                  <Verdict tone="act" detail={t('missingHow')}>
                    {t('missing', { fields: data.missing.map(names.field).join(', ') })}
                  </Verdict>
                ) : null}
                {data.dateReadings.length > 1 ? <DateQuestion recognition={data} onChange={change} /> : null}
                {data.remembered ? (
                  <Verdict
                    action={
                      <Button variant="subtle" size="compact-sm" onClick={startOver}>
                        {t('startOver')}
                      </Button>
                    }
                  >
                    {t('remembered')}
                  </Verdict>
                ) : null}
              </Verdicts>
            ) : null}
            <ReadingSettings recognition={data} onChange={change} />
            <Panel flush title={t('columns')} hint={<span className="lk-quiet">{t('first')}</span>}>
              <MappingTable recognition={data} choices={choices} onChange={change} />
            </Panel>
            {data.profile === 'generic' ? <Constants recognition={data} choices={choices} onChange={change} /> : null}
            <Words recognition={data} choices={choices} onChange={change} />
          </div>
        )}
      </Loaded>
      {rehearsal.isError ? <ErrorState error={rehearsal.error} onRetry={() => void rehearsal.refetch()} /> : null}
      {clear && rehearsal.isFetching ? <Panel title={t('result')}>{t('checking')}</Panel> : null}
      {clear && rehearsal.data ? (
        <RehearsalPanel rehearsal={rehearsal.data} expected={recognition.data?.rowsExpected ?? 0} />
      ) : null}
      <div className={styles.bar}>
        <Group gap="xs">
          <Button
            disabled={!clear || rehearsal.data === undefined || whole === 0}
            loading={start.isPending}
            onClick={() => start.mutate()}
          >
            {whole === null ? t('startAll') : whole === 0 ? t('nothing') : t('start', { count: whole })}
          </Button>
          <Button variant="default" loading={discard.isPending} onClick={() => discard.mutate()}>
            {t('discard')}
          </Button>
        </Group>
        <Checkbox
          checked={remember}
          onChange={(event) => setRemember(event.currentTarget.checked)}
          label={t('remember')}
        />
      </div>
    </div>
  )
}

/** There is something to say before the file itself. */
const needsWord = (data: Recognition): boolean =>
  data.missing.length > 0 || data.dateReadings.length > 1 || data.remembered
