import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Dialog, problemOf, toast, toastError, useFormat, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api, type NumberItem, type Pool } from './api.ts'
import styles from './numbers.module.css'
import { texts } from './texts.ts'
import { inputOf, UseFields, valuesOf } from './use-fields.tsx'

/** Changes what one number stands for. */
export default function NumberForm({
  number,
  pools,
  onClose,
}: {
  number: NumberItem
  pools: readonly Pool[]
  onClose: () => void
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [line, setLine] = useState(number.line ?? '')
  const [label, setLabel] = useState(number.label ?? '')
  const [values, setValues] = useState(() => valuesOf(number.use, 'none', pools[0]?.id ?? null))
  const save = useMutation(
    api.numbers.update.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.key() })
        toast(t('saved'))
        onClose()
      },
      onError: (error) => {
        if (!problemOf(error)?.field) toastError(error)
      },
    }),
  )
  const problem = problemOf(save.error)
  const error = (field: string) => (problem?.field === field ? problem.message : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({
      workspace: slug,
      id: number.id,
      line: line.trim() || null,
      label: label.trim() || null,
      ...inputOf(values),
    })
  }
  return (
    <Dialog opened onClose={onClose} title={format.phone(number.number)}>
      <form onSubmit={submit} className={styles.form}>
        <UseFields
          values={values}
          onChange={(change) => setValues((was) => ({ ...was, ...change }))}
          pools={pools}
          error={error}
        />
        <div className={styles.pair}>
          <TextInput
            label={t('line')}
            description={t('lineHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            maxLength={200}
            value={line}
            onChange={(event) => setLine(event.currentTarget.value)}
            error={error('line')}
          />
          <TextInput
            label={t('label')}
            maxLength={200}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
        </div>
        <div className={styles.foot}>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
