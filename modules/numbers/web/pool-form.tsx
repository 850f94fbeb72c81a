import { Button, NumberInput, Radio, Stack, TagsInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  Confirm,
  Dialog,
  problemOf,
  toast,
  toastError,
  useLanguage,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import type { DryPolicy } from '../rules.ts'
import { api, type Pool } from './api.ts'
import styles from './numbers.module.css'
import { useOriginNames } from './origin-names.ts'
import { SiteSelect } from './site-select.tsx'
import { texts } from './texts.ts'

const minutes = (seconds: number): number => Math.round(seconds / 60)

/** Makes a pool, or changes and puts one away. */
export default function PoolForm({ pool, onClose }: { pool: Pool | null; onClose: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const mark = useLanguage() === 'ru' ? ',' : '.'
  const queries = useQueryClient()
  const { sources } = useOriginNames('')
  const [removing, setRemoving] = useState(false)
  const [values, setValues] = useState({
    name: pool?.name ?? '',
    replaces: [...(pool?.replaces ?? [])],
    siteId: pool?.siteId ?? null,
    sources: [...(pool?.sources ?? [])],
    hold: minutes(pool?.holdSeconds ?? 1_200),
    late: minutes(pool?.lateSeconds ?? 3_600),
    whenDry: (pool?.whenDry ?? 'share') as DryPolicy,
    fallback: pool?.fallback ?? '',
    loss: (pool?.acceptedLoss ?? 0.01) * 100,
  })
  const set = (change: Partial<typeof values>) => setValues((was) => ({ ...was, ...change }))
  const done = async () => {
    await queries.invalidateQueries({ queryKey: api.key() })
    toast(t('saved'))
    onClose()
  }
  const save = useMutation({
    mutationFn: () => {
      const { hold, late, loss, fallback, ...rest } = values
      const body = {
        ...rest,
        workspace: slug,
        holdSeconds: hold * 60,
        lateSeconds: late * 60,
        acceptedLoss: loss / 100,
        fallback: fallback.trim() || null,
      }
      return pool ? api.pools.update.call({ ...body, id: pool.id }) : api.pools.create.call(body)
    },
    onSuccess: done,
    onError: (error) => {
      if (!problemOf(error)?.field) toastError(error)
    },
  })
  const problem = problemOf(save.error)
  const error = (field: string) => (problem?.field === field ? problem.message : undefined)
  const order = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Dialog opened onClose={onClose} title={pool?.name ?? t('addPool')}>
      <form onSubmit={submit} className={styles.form}>
        <TextInput
          label={t('poolName')}
          required
          maxLength={200}
          value={values.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={error('name')}
          data-autofocus
        />
        <TagsInput
          label={t('replaces')}
          description={t('replacesHint')}
          inputWrapperOrder={order}
          required={values.replaces.length === 0}
          acceptValueOnBlur
          value={values.replaces}
          onChange={(replaces) => set({ replaces })}
          error={error('replaces')}
        />
        <SiteSelect value={values.siteId} onChange={(siteId) => set({ siteId })} />
        <TagsInput
          label={t('sources')}
          description={t('sourcesHint')}
          inputWrapperOrder={order}
          data={sources}
          acceptValueOnBlur
          value={values.sources}
          onChange={(chosen) => set({ sources: chosen })}
        />
        <div className={styles.pair}>
          <NumberInput
            label={t('hold')}
            description={t('holdHint')}
            inputWrapperOrder={order}
            required
            min={1}
            max={240}
            allowDecimal={false}
            value={values.hold}
            onChange={(hold) => set({ hold: Number(hold) })}
            error={error('holdSeconds')}
          />
          <NumberInput
            label={t('late')}
            description={t('lateHint')}
            inputWrapperOrder={order}
            required
            min={0}
            max={1_440}
            allowDecimal={false}
            value={values.late}
            onChange={(late) => set({ late: Number(late) })}
            error={error('lateSeconds')}
          />
        </div>
        <Radio.Group
          label={t('whenDry')}
          value={values.whenDry}
          onChange={(whenDry) => set({ whenDry: whenDry as DryPolicy })}
        >
          <Stack gap={6} mt={6}>
            <Radio value="share" label={t('share')} />
            <Radio value="fallback" label={t('fallback')} />
          </Stack>
        </Radio.Group>
        {values.whenDry === 'fallback' ? (
          <TextInput
            type="tel"
            label={t('fallbackNumber')}
            description={t('fallbackHint')}
            inputWrapperOrder={order}
            value={values.fallback}
            onChange={(event) => set({ fallback: event.currentTarget.value })}
            error={error('fallback')}
          />
        ) : null}
        <NumberInput
          label={t('acceptedLoss')}
          required
          min={0.01}
          max={50}
          decimalScale={2}
          decimalSeparator={mark}
          value={Number(values.loss.toFixed(2))}
          onChange={(loss) => set({ loss: Number(loss) })}
          error={error('acceptedLoss')}
        />
        <div className={styles.foot}>
          {pool ? (
            <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
              {t('archive')}
            </Button>
          ) : null}
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
      {pool ? (
        <Confirm
          opened={removing}
          onClose={() => setRemoving(false)}
          title={t('archive')}
          action={t('archive')}
          danger
          onConfirm={() => api.pools.archive.call({ workspace: slug, id: pool.id }).then(done).catch(toastError)}
        >
          {t('archiveSure')}
        </Confirm>
      ) : null}
    </Dialog>
  )
}
