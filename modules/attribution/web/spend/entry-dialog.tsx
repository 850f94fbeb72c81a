import { Autocomplete, Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { moneyText } from '../../../../kernel/money.ts'
import {
  Confirm,
  Dialog,
  problemOf,
  toast,
  toastError,
  useFormat,
  useReportFilter,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import type { Entry } from './entry.ts'
import styles from './spend.module.css'
import { texts } from './texts.ts'

/** Enters an amount, or corrects and removes one. */
export default function EntryDialog({ entry, onClose }: { entry: Entry | null; onClose: () => void }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug, currency } = useWorkspace()
  const { period } = useReportFilter()
  const [removing, setRemoving] = useState(false)
  const [values, setValues] = useState({
    day: entry?.period?.from ?? entry?.day ?? period.to,
    until: entry?.period?.to ?? '',
    source: entry?.origin[0] ?? '',
    campaign: entry?.origin[1] ?? '',
    amount: entry ? moneyText(entry.period?.amount ?? entry.amount, currency).replace('.', ',') : '',
    note: entry?.note ?? '',
  })
  const queries = useQueryClient()
  const done = () => {
    void queries.invalidateQueries({ queryKey: api.key() })
    toast(t('saved'))
    onClose()
  }
  const create = useMutation(api.spend.create.mutationOptions({ onSuccess: done }))
  const update = useMutation(api.spend.update.mutationOptions({ onSuccess: done }))
  const problem = problemOf(create.error ?? update.error)
  const names = useOriginNames(values.source)

  const save = (event: FormEvent) => {
    event.preventDefault()
    const deeper =
      entry && entry.origin[0] === values.source && entry.origin[1] === values.campaign ? entry.origin.slice(2) : []
    const origin = [values.source, values.campaign].map((name) => name.trim()).filter(Boolean)
    const input = {
      workspace: slug,
      day: values.day,
      until: values.until || null,
      amount: values.amount,
      note: values.note.trim() || null,
      origin: [...origin, ...deeper],
    }
    if (entry) update.mutate({ ...input, id: entry.id })
    else create.mutate(input)
  }
  const set = (name: keyof typeof values) => (value: string) => setValues((was) => ({ ...was, [name]: value }))
  const error = (field: string) => (problem?.field === field ? problem.message : undefined)
  return (
    <Dialog opened onClose={onClose} title={entry ? t('edit') : t('enter')}>
      <form onSubmit={save} className={styles.form}>
        <div className={styles.pair}>
          <TextInput
            type="date"
            required
            label={t('day')}
            value={values.day}
            onChange={(event) => set('day')(event.currentTarget.value)}
            error={error('day')}
          />
          {entry?.importId ? null : (
            <TextInput
              type="date"
              label={t('until')}
              description={t('untilHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              min={values.day}
              value={values.until}
              onChange={(event) => set('until')(event.currentTarget.value)}
              error={error('until')}
            />
          )}
          <TextInput
            required
            data-autofocus
            inputMode="decimal"
            label={`${t('amount')}, ${currency}`}
            description={t('amountHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={values.amount}
            onChange={(event) => set('amount')(event.currentTarget.value)}
            error={error('amount')}
          />
        </div>
        <div className={styles.pair}>
          <Autocomplete
            label={t('source')}
            description={t('sourceHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            data={names.sources}
            value={values.source}
            onChange={set('source')}
            error={error('origin')}
          />
          <Autocomplete
            label={t('campaign')}
            data={names.campaigns}
            value={values.campaign}
            onChange={set('campaign')}
            disabled={values.source.trim() === ''}
          />
        </div>
        <TextInput
          label={t('note')}
          value={values.note}
          maxLength={500}
          onChange={(event) => set('note')(event.currentTarget.value)}
        />
        {problem && !['day', 'until', 'amount', 'origin'].includes(problem.field ?? '') ? (
          <p role="alert">{problem.message}</p>
        ) : null}
        <div className={styles.foot}>
          {entry ? (
            <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
              {t('remove')}
            </Button>
          ) : null}
          <Button type="submit" loading={create.isPending || update.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
      {entry ? (
        <Confirm
          opened={removing}
          onClose={() => setRemoving(false)}
          title={t('removeTitle')}
          action={t('remove')}
          danger
          onConfirm={() => api.spend.remove.call({ workspace: slug, id: entry.id }).then(done).catch(toastError)}
        >
          {entry.period
            ? t('removePeriodSure', { amount: format.money(entry.period.amount), days: format.period(entry.period) })
            : t('removeSure', { amount: format.money(entry.amount), day: format.date(entry.day) })}
        </Confirm>
      ) : null}
    </Dialog>
  )
}

/** Known sources, and the campaigns of the one that is typed. */
function useOriginNames(source: string) {
  const { slug } = useWorkspace()
  const { data: sources = [] } = useQuery(
    api.origins.list.queryOptions({ input: { workspace: slug, level: 'source' } }),
  )
  const parent = sources.find(({ name }) => name === source.trim())?.id
  const { data: campaigns = [] } = useQuery(
    api.origins.list.queryOptions({
      input: { workspace: slug, level: 'campaign', ...(parent && { parent }) },
      enabled: parent !== undefined,
    }),
  )
  return { sources: sources.map(({ name }) => name), campaigns: campaigns.map(({ name }) => name) }
}
