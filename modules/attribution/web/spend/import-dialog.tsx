import { SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useTexts, Verdict } from '../../../../platform/web/index.ts'
import { type DroppedFile, FirstRows, TableFile, UploadDialog } from '../../../../platform/web/upload/index.ts'
import type { SpendPreview } from '../../contract.ts'
import { api } from '../api.ts'
import { type ExportChoices, ExportQuestions, isReady, WhoseFile } from './export-questions.tsx'
import { ExportVerdicts } from './export-verdicts.tsx'
import styles from './spend.module.css'
import { importTexts, texts } from './texts.ts'

const fields = ['day', 'amount', 'source', 'campaign', 'placement', 'keyword', 'currency', 'note'] as const
const forms = ['dmy', 'mdy', 'ymd'] as const

/** A file of spend: drop it, see what it would bring and what is wrong, say which column is what, bring it in. */
export default function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(importTexts)
  return (
    <UploadDialog title={t('title')} drop={t('drop')} onClose={onClose}>
      {(dropped) => <SpendFile dropped={dropped} />}
    </UploadDialog>
  )
}

function SpendFile({ dropped }: { dropped: DroppedFile }) {
  const t = useTexts(importTexts)
  const name = useTexts(texts)
  const [choices, setChoices] = useState<ExportChoices>({})
  const change = (more: ExportChoices) => setChoices((was) => ({ ...was, ...more }))
  const settings = settingsOf(choices)
  return (
    <TableFile
      dropped={dropped}
      fields={fields.map((key) => ({ key, title: name(key) }))}
      previewKey={['spend', settings]}
      preview={(input) => api.spend.preview.call({ ...input, ...settings })}
      bring={async (input) => {
        const kept = await api.spend.import.call({ ...input, ...settings })
        return t('done', { count: kept.rows })
      }}
      changes={api.key()}
      needed={({ mapping, recognised }) => (recognised || (mapping.day && mapping.amount) ? null : t('needed'))}
      bringsSomething={(preview) => preview.rows > 0 && isReady(preview, choices)}
      verdicts={(preview) => <Says preview={preview} />}
      below={({ columns, sample }) => <FirstRows columns={columns} rows={sample} />}
    >
      {(preview) => (
        <>
          <DateOrder preview={preview} chosen={choices.dateForm} onChoose={(dateForm) => change({ dateForm })} />
          {preview.recognised ? (
            <ExportQuestions recognised={preview.recognised} choices={choices} onChange={change} />
          ) : (
            <div className={styles.pair}>
              <WhoseFile system={choices.system ?? 'table'} onChange={(system) => change({ system })} />
              {preview.mapping.source ? null : (
                <DefaultSource source={choices.source ?? ''} onChange={(source) => change({ source })} />
              )}
            </div>
          )}
        </>
      )}
    </TableFile>
  )
}

/** What the server is told beside the file; what nobody chose is left out. */
function settingsOf({ rates, source, ...choices }: ExportChoices) {
  const given = Object.entries(rates ?? {}).filter(([, rate]) => rate.trim() !== '')
  return {
    ...choices,
    ...(source && { source }),
    ...(given.length > 0 && { rates: JSON.stringify(Object.fromEntries(given)) }),
  }
}

/** What the file would bring. */
function Says({ preview }: { preview: SpendPreview }) {
  const t = useTexts(importTexts)
  const format = useFormat()
  const { recognised } = preview
  const details = [
    preview.firstDay && preview.lastDay
      ? t('days', { days: format.period({ from: preview.firstDay, to: preview.lastDay }) })
      : null,
    preview.replaced > 0 && !preview.alreadyImported ? t('replaced', { count: preview.replaced }) : null,
    preview.alreadyImported ? t('again') : null,
  ].filter(Boolean)
  return (
    <>
      <Verdict tone={preview.rows > 0 ? 'fine' : 'look'} detail={details.join(' · ')}>
        {t('willImport', { count: preview.rows, amount: format.money(preview.amount, undefined, true) })}
      </Verdict>
      {preview.unassigned > 0 ? (
        <Verdict tone="look">{t('unassigned', { amount: format.money(preview.unassigned, undefined, true) })}</Verdict>
      ) : null}
      {recognised ? <ExportVerdicts recognised={recognised} days={preview.days} /> : null}
    </>
  )
}

/** Asked where all dates of the file can be read in more than one way. */
function DateOrder({
  preview,
  chosen,
  onChoose,
}: {
  preview: SpendPreview
  chosen: ExportChoices['dateForm']
  onChoose: (form: ExportChoices['dateForm']) => void
}) {
  const t = useTexts(importTexts)
  if (preview.dateAlternatives.length === 0 && !chosen) return null
  return (
    <div>
      <p>{t('dates')}</p>
      <SegmentedControl
        size="xs"
        value={chosen ?? (preview.recognised ? '' : (preview.dateForm ?? 'dmy'))}
        onChange={(value) => onChoose(forms.find((form) => form === value))}
        data={forms
          .filter((form) => chosen || form === preview.dateForm || preview.dateAlternatives.includes(form))
          .map((value) => ({ value, label: t(value) }))}
      />
    </div>
  )
}

/** The source of a file that names none; taken over once it is written. */
function DefaultSource({ source, onChange }: { source: string; onChange: (source: string) => void }) {
  const t = useTexts(importTexts)
  const [typed, setTyped] = useState(source)
  return (
    <TextInput
      label={t('defaultSource')}
      description={t('defaultSourceHint')}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => onChange(typed.trim())}
    />
  )
}
