import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  Dialog,
  DropZone,
  ErrorState,
  Loading,
  toast,
  toastError,
  useFormat,
  useTexts,
  useWorkspace,
  Verdict,
  Verdicts,
} from '../../../../platform/web/index.ts'
import type { SpendMapping, SpendPreview } from '../../contract.ts'
import { api } from '../api.ts'
import styles from './spend.module.css'
import { importTexts, texts } from './texts.ts'

const fields = ['day', 'amount', 'source', 'campaign', 'placement', 'keyword', 'currency', 'note'] as const
const forms = ['dmy', 'mdy', 'ymd'] as const
type DateForm = (typeof forms)[number]

/** A file of spend: drop it, see what it would bring and what is wrong, say which column is what, bring it in. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(importTexts)
  const [file, setFile] = useState<File | null>(null)
  return (
    <Dialog opened onClose={onClose} title={t('title')} size="lg">
      {file ? (
        <Preview
          key={`${file.name}${file.lastModified}`}
          file={file}
          onAnother={() => setFile(null)}
          onClose={onClose}
        />
      ) : (
        <DropZone accept=".csv,.txt,.tsv,.xlsx" onFile={setFile}>
          {t('drop')}
        </DropZone>
      )}
    </Dialog>
  )
}

function Preview({ file, onAnother, onClose }: { file: File; onAnother: () => void; onClose: () => void }) {
  const t = useTexts(importTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [mapping, setMapping] = useState<SpendMapping>({})
  const [source, setSource] = useState('')
  const [typed, setTyped] = useState('')
  const [dateForm, setDateForm] = useState<DateForm | undefined>()
  const input = {
    workspace: slug,
    file,
    ...(Object.keys(mapping).length > 0 && { mapping: JSON.stringify(mapping) }),
    ...(source && { source }),
    ...(dateForm && { dateForm }),
  }
  const query = useQuery({
    // The file itself is no part of a key: this part of the screen lives as long as one file does.
    queryKey: ['spend-preview', file.name, file.size, file.lastModified, mapping, source, dateForm],
    queryFn: () => api.spend.preview.call(input),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const bring = useMutation({
    mutationFn: () => api.spend.import.call(input),
    onSuccess: (kept) => {
      void queries.invalidateQueries({ queryKey: api.key() })
      toast(t('done', { count: kept.rows }))
      onClose()
    },
    onError: toastError,
  })
  if (query.isError) {
    return (
      <div className={styles.form}>
        <ErrorState error={query.error} />
        <div className={styles.foot}>
          <Button variant="default" onClick={onAnother}>
            {t('another')}
          </Button>
        </div>
      </div>
    )
  }
  const preview = query.data
  if (!preview) return <Loading rows={6} />
  return (
    <div className={styles.form}>
      <Says preview={preview} />
      {preview.dateAlternatives.length > 0 ? (
        <div>
          <p>{t('dates')}</p>
          <SegmentedControl
            size="xs"
            value={dateForm ?? preview.dateForm ?? 'dmy'}
            onChange={(value) => setDateForm(forms.find((form) => form === value))}
            data={forms
              .filter((form) => form === preview.dateForm || preview.dateAlternatives.includes(form))
              .map((value) => ({ value, label: t(value) }))}
          />
        </div>
      ) : null}
      {preview.mapping.source ? null : (
        <TextInput
          label={t('defaultSource')}
          description={t('defaultSourceHint')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => setSource(typed.trim())}
        />
      )}
      <Columns preview={preview} mapping={mapping} onChange={setMapping} />
      <Sample preview={preview} />
      <div className={styles.foot}>
        <Button variant="default" onClick={onAnother}>
          {t('another')}
        </Button>
        <Button
          disabled={preview.rows === 0 || query.isFetching}
          loading={bring.isPending}
          onClick={() => bring.mutate()}
        >
          {t('import')}
        </Button>
      </div>
    </div>
  )
}

const isField = (text: string | null): text is (typeof fields)[number] => fields.some((field) => field === text)

/** What the file would bring, and what it would not. */
function Says({ preview }: { preview: SpendPreview }) {
  const t = useTexts(importTexts)
  const name = useTexts(texts)
  const format = useFormat()
  if (!preview.mapping.day || !preview.mapping.amount) return <Verdict tone="look">{t('needed')}</Verdict>
  const details = [
    preview.firstDay && preview.lastDay
      ? t('days', { days: format.period({ from: preview.firstDay, to: preview.lastDay }) })
      : null,
    preview.replaced > 0 && !preview.alreadyImported ? t('replaced', { count: preview.replaced }) : null,
    preview.alreadyImported ? t('again') : null,
  ].filter(Boolean)
  return (
    <>
      <Verdicts>
        <Verdict tone={preview.rows > 0 ? 'fine' : 'look'} detail={details.join(' · ')}>
          {t('willImport', { count: preview.rows, amount: format.money(preview.amount, undefined, true) })}
        </Verdict>
        {preview.unassigned > 0 ? (
          <Verdict tone="look">
            {t('unassigned', { amount: format.money(preview.unassigned, undefined, true) })}
          </Verdict>
        ) : null}
        {preview.wrongRows > 0 ? <Verdict tone="act">{t('wrong', { count: preview.wrongRows })}</Verdict> : null}
      </Verdicts>
      {preview.wrong.length > 0 ? (
        <ul className={styles.wrong}>
          {preview.wrong.map((wrong) => (
            <li key={`${wrong.row}${wrong.code}`}>
              <span className="lk-num">{t('row', { row: wrong.row })}</span>
              <span>
                {isField(wrong.field) ? `${name(wrong.field)}: ` : ''}
                {wrong.message}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function Columns({
  preview,
  mapping,
  onChange,
}: {
  preview: SpendPreview
  mapping: SpendMapping
  onChange: (mapping: SpendMapping) => void
}) {
  const t = useTexts(importTexts)
  const name = useTexts(texts)
  return (
    <div>
      <p>{t('columns')}</p>
      <div className={styles.columns}>
        {fields.map((field) => (
          <NativeSelect
            key={field}
            size="xs"
            label={name(field)}
            value={preview.mapping[field] ?? ''}
            data={[{ value: '', label: t('none') }, ...preview.columns.map((value) => ({ value, label: value }))]}
            onChange={(event) => {
              const column = event.currentTarget.value
              const { [field]: _, ...others } = { ...preview.mapping, ...mapping }
              onChange(column ? { ...others, [field]: column } : { ...others, [field]: null })
            }}
          />
        ))}
      </div>
    </div>
  )
}

function Sample({ preview }: { preview: SpendPreview }) {
  const t = useTexts(importTexts)
  return (
    <div className={styles.sample}>
      <table aria-label={t('sample')}>
        <thead>
          <tr>
            {preview.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.sample.slice(0, 4).map((cells) => (
            <tr key={cells.join('\u0000')}>
              {preview.columns.map((column, at) => (
                <td key={column}>{cells[at]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
