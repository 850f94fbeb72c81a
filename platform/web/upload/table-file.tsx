import { Button } from '@mantine/core'
import { keepPreviousData, type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ErrorState, Loading } from '../parts/states.tsx'
import { toast, toastError } from '../parts/toasts.tsx'
import { Verdict, Verdicts } from '../parts/verdict.tsx'
import { useTexts } from '../texts/texts.ts'
import { useWorkspace } from '../workspace/workspace.tsx'
import { type Field, FieldColumns, type Mapping } from './field-columns.tsx'
import { texts } from './texts.ts'
import styles from './upload.module.css'
import type { DroppedFile } from './upload-dialog.tsx'
import { type WrongRow, WrongRows } from './wrong-rows.tsx'

/** What a file would bring, as far as all files are alike. */
interface TablePreview<Name extends string> {
  readonly columns: readonly string[]
  readonly mapping: Mapping<Name>
  readonly wrong: readonly WrongRow[]
  readonly wrongRows: number
}

/** What the server is sent of a file; `mapping` (JSON) once somebody has changed what is in which column. */
interface TableInput {
  readonly workspace: string
  readonly file: File
  readonly mapping?: string
}

interface TableFileProps<Name extends string, Preview extends TablePreview<Name>> {
  readonly dropped: DroppedFile
  /** Fields that a column can be chosen for, in the order they are shown. */
  readonly fields: readonly Field<Name>[]
  /** Begins with the module's name; holds everything but the mapping that `preview` reads the file by. */
  readonly previewKey: QueryKey
  readonly preview: (input: TableInput) => Promise<Preview>
  /** Brings the file in; answers what to tell of it. */
  readonly bring: (input: TableInput) => Promise<string>
  /** Queries that are asked again when the file is in. */
  readonly changes: QueryKey
  /** What is still to be chosen before anything can be told of the file. */
  readonly needed: (preview: Preview) => string | null
  readonly bringsSomething: (preview: Preview) => boolean
  /** Verdicts on what the file would bring. */
  readonly verdicts: (preview: Preview) => ReactNode
  /** What else is asked or told above the columns. */
  readonly children: (preview: Preview) => ReactNode
  /** What is shown below the columns. */
  readonly below?: (preview: Preview) => ReactNode
}

/** What a table file would bring and what is wrong with it row by row; which column is what; bringing it in. */
export function TableFile<Name extends string, Preview extends TablePreview<Name>>(
  props: TableFileProps<Name, Preview>,
) {
  const { file, onAnother, onClose } = props.dropped
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [mapping, setMapping] = useState<Mapping<Name>>({})
  const input = { workspace: slug, file, ...(Object.keys(mapping).length > 0 && { mapping: JSON.stringify(mapping) }) }
  const query = useQuery({
    // The file itself is no part of a key: this part of the screen lives as long as one file does.
    queryKey: ['table-file', file.name, file.size, file.lastModified, mapping, ...props.previewKey],
    queryFn: () => props.preview(input),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const bring = useMutation({
    mutationFn: () => props.bring(input),
    onSuccess: (told) => {
      void queries.invalidateQueries({ queryKey: props.changes })
      toast(told)
      onClose()
    },
    onError: toastError,
  })
  const another = (
    <Button variant="default" onClick={onAnother}>
      {t('another')}
    </Button>
  )
  if (query.isError) {
    return (
      <div className={styles.form}>
        <ErrorState error={query.error} />
        <div className={styles.foot}>{another}</div>
      </div>
    )
  }
  const preview = query.data
  if (!preview) return <Loading rows={6} />
  const needed = props.needed(preview)
  return (
    <div className={styles.form}>
      {needed ? (
        <Verdict tone="look">{needed}</Verdict>
      ) : (
        <>
          <Verdicts>
            {props.verdicts(preview)}
            {preview.wrongRows > 0 ? <Verdict tone="act">{t('wrong', { count: preview.wrongRows })}</Verdict> : null}
          </Verdicts>
          <WrongRows rows={preview.wrong} fields={props.fields} />
        </>
      )}
      {props.children(preview)}
      <FieldColumns
        fields={props.fields}
        columns={preview.columns}
        chosen={{ ...preview.mapping, ...mapping }}
        onChange={setMapping}
      />
      {props.below?.(preview)}
      <div className={styles.foot}>
        {another}
        <Button
          disabled={!props.bringsSomething(preview) || query.isFetching}
          loading={bring.isPending}
          onClick={() => bring.mutate()}
        >
          {t('import')}
        </Button>
      </div>
    </div>
  )
}
