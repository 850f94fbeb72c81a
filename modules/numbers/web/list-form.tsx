import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Dialog, problemOf, toast, toastError, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api, type Pool } from './api.ts'
import styles from './numbers.module.css'
import { texts } from './texts.ts'
import { inputOf, UseFields, valuesOf } from './use-fields.tsx'

/** Adds numbers, one or a whole list, with what they stand for. */
export default function ListForm({ pools, onClose }: { pools: readonly Pool[]; onClose: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [list, setList] = useState('')
  const [values, setValues] = useState(() => {
    const [pool] = pools
    return valuesOf(null, pool ? 'pool' : 'static', pool?.id ?? null)
  })
  const save = useMutation(
    api.numbers.import.mutationOptions({
      onSuccess: async ({ added, known, wrong }) => {
        await queries.invalidateQueries({ queryKey: api.key() })
        if (added + known > 0) {
          toast(
            [t('added', { count: added }), known > 0 ? t('known', { count: known }) : null].filter(Boolean).join(', '),
          )
        }
        if (wrong.length === 0) onClose()
      },
      onError: (error) => {
        if (!problemOf(error)?.field) toastError(error)
      },
    }),
  )
  const problem = problemOf(save.error)
  const error = (field: string) => (problem?.field === field ? problem.message : undefined)
  const wrong = save.data?.wrong ?? []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ workspace: slug, list, ...inputOf(values) })
  }
  return (
    <Dialog opened onClose={onClose} title={t('newNumbers')}>
      <form onSubmit={submit} className={styles.form}>
        <Textarea
          label={t('list')}
          description={t('listHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          autosize
          minRows={4}
          maxRows={12}
          placeholder={'8 (495) 123-45-67\n+7 495 123-45-68; trunk-2'}
          value={list}
          onChange={(event) => setList(event.currentTarget.value)}
          data-autofocus
          error={
            error('list') ??
            (wrong.length > 0
              ? t('wrong', { rows: wrong.map(({ row, text }) => `${row} (${text.slice(0, 30)})`).join(', ') })
              : undefined)
          }
        />
        <UseFields
          values={values}
          onChange={(change) => setValues((was) => ({ ...was, ...change }))}
          pools={pools}
          error={error}
        />
        <div className={styles.foot}>
          <Button type="submit" loading={save.isPending}>
            {t('add')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
