import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  Dialog,
  DropZone,
  ErrorState,
  Loading,
  toast,
  toastError,
  useTexts,
  useWorkspace,
  Verdict,
  Verdicts,
} from '../../../platform/web/index.ts'
import type { DealMapping, DealPreview } from '../contract.ts'
import { api } from './api.ts'
import styles from './deals.module.css'
import { texts } from './texts.ts'

const fields = [
  'externalId',
  'stage',
  'createdOn',
  'name',
  'phone',
  'email',
  'amount',
  'currency',
  'responsible',
  'closedOn',
  'source',
  'campaign',
] as const
const isField = (text: string | null): text is (typeof fields)[number] => fields.some((field) => field === text)

/** A file of deals: drop it, see what it would bring and how its stages are understood, bring it in. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts)
  const [file, setFile] = useState<File | null>(null)
  return (
    <Dialog opened onClose={onClose} title={t('upload')} size="lg">
      {file ? (
        <Preview file={file} onAnother={() => setFile(null)} onClose={onClose} />
      ) : (
        <DropZone accept=".csv,.txt,.tsv,.xlsx" onFile={setFile}>
          {t('drop')}
        </DropZone>
      )}
    </Dialog>
  )
}

function Preview({ file, onAnother, onClose }: { file: File; onAnother: () => void; onClose: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [mapping, setMapping] = useState<DealMapping>({})
  const input = { workspace: slug, file, ...(Object.keys(mapping).length > 0 && { mapping: JSON.stringify(mapping) }) }
  const query = useQuery({
    queryKey: ['deal-preview', file.name, file.size, file.lastModified, mapping],
    queryFn: () => api.preview.call(input),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const bring = useMutation({
    mutationFn: () => api.import.call(input),
    onSuccess: ({ created, updated }) => {
      void queries.invalidateQueries({ queryKey: api.key() })
      toast(t('done', { created, updated }))
      onClose()
    },
    onError: toastError,
  })
  const preview = query.data
  if (!preview && !query.isError) return <Loading rows={6} />
  return (
    <div className={styles.form}>
      {query.isError || !preview ? (
        <ErrorState error={query.error} />
      ) : (
        <>
          <Says preview={preview} />
          <Columns preview={preview} mapping={mapping} onChange={setMapping} />
        </>
      )}
      <div className={styles.foot}>
        <Button variant="default" onClick={onAnother}>
          {t('another')}
        </Button>
        <Button
          disabled={!preview || preview.created + preview.updated === 0 || query.isFetching}
          loading={bring.isPending}
          onClick={() => bring.mutate()}
        >
          {t('import')}
        </Button>
      </div>
    </div>
  )
}

function Says({ preview }: { preview: DealPreview }) {
  const t = useTexts(texts)
  if (preview.missing.length > 0) {
    const names = preview.missing.map((field) => (isField(field) ? t(field) : field))
    return <Verdict tone="look">{t('needed', { fields: names.join(', ') })}</Verdict>
  }
  return (
    <>
      <Verdicts>
        <Verdict tone={preview.created + preview.updated > 0 ? 'fine' : 'look'}>
          {t('willImport', { created: preview.created, updated: preview.updated })}
        </Verdict>
        {preview.wrongRows > 0 ? <Verdict tone="act">{t('wrong', { count: preview.wrongRows })}</Verdict> : null}
      </Verdicts>
      {preview.wrong.length > 0 ? (
        <ul className={styles.lines}>
          {preview.wrong.map((wrong) => (
            <li key={`${wrong.row}${wrong.code}`}>
              <span className="lk-num lk-quiet">{t('row', { row: wrong.row })}</span>
              <span>
                {isField(wrong.field) ? `${t(wrong.field)}: ` : ''}
                {wrong.message}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <div>
        <p>{t('stages')}</p>
        <ul className={styles.lines}>
          {preview.stages.map(({ stage, outcome, deals }) => (
            <li key={stage}>
              <span>{stage}</span>
              <span className="lk-quiet">
                {t(outcome)} · {t('deals', { count: deals })}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}

function Columns({
  preview,
  mapping,
  onChange,
}: {
  preview: DealPreview
  mapping: DealMapping
  onChange: (mapping: DealMapping) => void
}) {
  const t = useTexts(texts)
  return (
    <div>
      <p>{t('columns')}</p>
      <div className={styles.columns}>
        {fields.map((field) => (
          <NativeSelect
            key={field}
            size="xs"
            label={t(field)}
            value={preview.mapping[field] ?? ''}
            data={[{ value: '', label: t('none') }, ...preview.columns.map((value) => ({ value, label: value }))]}
            onChange={(event) =>
              onChange({ ...preview.mapping, ...mapping, [field]: event.currentTarget.value || null })
            }
          />
        ))}
      </div>
    </div>
  )
}
