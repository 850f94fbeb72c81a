import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  DropZone,
  defineTexts,
  Loaded,
  Page,
  Panel,
  ProgressBar,
  toastError,
  useCan,
  useFormat,
  useGo,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api } from './api.ts'
import { HistoryTable } from './history-table.tsx'
import styles from './imports.module.css'
import { uploadFile } from './upload.ts'

const texts = defineTexts({
  title: { ru: 'Импорт из файлов', en: 'Import from files' },
  lead: {
    ru: 'Журналы звонков и другие обращения из CSV и XLSX. Перед импортом видно, что попадёт в компанию; после — его можно отменить целиком.',
    en: 'Call records and other interactions from CSV and XLSX. You see what will come in before it does, and can take it all back after.',
  },
  drop: { ru: 'Перетащите файл сюда или выберите его', en: 'Drop a file here, or choose one' },
  formats: {
    ru: 'Master.csv из FreePBX и Asterisk, журналы FreeSWITCH и 3CX, любая таблица с датой и номером. Кодировка, разделитель и даты узнаются сами.',
    en: 'Master.csv of FreePBX and Asterisk, records of FreeSWITCH and 3CX, any table with a date and a number. Encoding, separator and dates are recognised.',
  },
  sending: { ru: '{name}: передано {percent}', en: '{name}: {percent} sent' },
  history: { ru: 'Что уже загружали', en: 'What was imported' },
})

/** Drop a file, or look at what was imported. */
export default function ImportsScreen() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const can = useCan()
  const query = useQuery(api.list.queryOptions({ input: { workspace: slug } }))
  return (
    <Page title={t('title')} lead={t('lead')}>
      {can('intake.manage') ? <Upload /> : null}
      <Loaded query={query} rows={4}>
        {(imports) => (
          <Panel flush title={t('history')}>
            <HistoryTable imports={imports} />
          </Panel>
        )}
      </Loaded>
    </Page>
  )
}

function Upload() {
  const t = useTexts(texts)
  const format = useFormat()
  const go = useGo()
  const link = useScreenLink()
  const { slug } = useWorkspace()
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null)
  const send = async (file: File) => {
    setSending({ name: file.name, share: 0 })
    try {
      const { id } = await uploadFile(slug, file, (share) => setSending({ name: file.name, share }))
      go(link(`imports/${id}`))
    } catch (error) {
      toastError(error)
      setSending(null)
    }
  }
  if (sending) {
    const label = t('sending', { name: sending.name, percent: format.percent(sending.share) })
    return (
      <Panel>
        <ProgressBar share={sending.share} label={label} />
      </Panel>
    )
  }
  return (
    <DropZone accept=".csv,.txt,.tsv,.log,.xlsx" onFile={(file) => void send(file)}>
      <span className={styles.drop}>
        <strong>{t('drop')}</strong>
        <span className="lk-quiet">{t('formats')}</span>
      </span>
    </DropZone>
  )
}
