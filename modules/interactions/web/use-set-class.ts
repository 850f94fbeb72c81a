import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { defineTexts, toast, toastError, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api, type Card, type Item, type Page } from './api.ts'
import { useClassName } from './parts/class-tag.tsx'
import { useClasses } from './use-classes.ts'

const texts = defineTexts({
  set: { ru: '{name}', en: '{name}' },
  setMany: {
    ru: { one: '{name}: {count} обращение', few: '{name}: {count} обращения', many: '{name}: {count} обращений' },
    en: { one: '{name}: {count} interaction', other: '{name}: {count} interactions' },
  },
  cleared: { ru: 'Класс снят', en: 'Class taken away' },
  undone: { ru: 'Возвращено, как было', en: 'Put back as it was' },
  hint: { ru: ' · Ctrl+Z вернёт', en: ' · Ctrl+Z puts it back' },
})

type Classified = Pick<Item, 'id' | 'classId'>

/** Puts a class on what is shown at once; the server's answer comes after, and a refusal takes it back. */
export function useSetClass() {
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const { byId } = useClasses()
  const nameOf = useClassName()
  const t = useTexts(texts)
  const last = useRef<readonly Classified[]>([])

  const show = (changes: ReadonlyMap<string, string | null>) => {
    const patch = <Row extends Classified>(row: Row): Row =>
      changes.has(row.id) ? { ...row, classId: changes.get(row.id) ?? null } : row
    for (const key of [api.list.key(), api.queue.key(), api.timeline.key()]) {
      queries.setQueriesData<InfiniteData<Page> | Page>({ queryKey: key }, (data) => {
        if (!data) return data
        if ('pages' in data) {
          return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(patch) })) }
        }
        return { ...data, items: data.items.map(patch) }
      })
    }
    queries.setQueriesData<Card>({ queryKey: api.read.key() }, (card) => card && patch(card))
  }

  const mutation = useMutation({
    mutationFn: ({ items, classId }: { items: readonly Classified[]; classId: string | null }) =>
      api.setClass.call({ workspace: slug, items: items.map(({ id, classId: was }) => ({ id, was })), classId }),
    onMutate: ({ items, classId }) => show(new Map(items.map((item) => [item.id, classId]))),
    onError: (error, { items }) => {
      show(new Map(items.map((item) => [item.id, item.classId])))
      toastError(error)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.key() }),
  })

  const set = (items: readonly Classified[], classId: string | null) => {
    const wanted = items.filter((item) => item.classId !== classId)
    if (wanted.length === 0) return
    last.current = wanted
    mutation.mutate({ items: wanted, classId })
    const chosen = classId ? byId.get(classId) : undefined
    const name = chosen ? nameOf(chosen) : t('cleared')
    toast((wanted.length > 1 ? t('setMany', { name, count: wanted.length }) : t('set', { name })) + t('hint'))
  }

  /** Puts back what was set last. */
  const undo = useCallback(async () => {
    const items = last.current
    if (items.length === 0) return
    last.current = []
    try {
      for (const { id, classId } of items) {
        await api.setClass.call({ workspace: slug, items: [{ id }], classId })
      }
      toast(t('undone'))
    } catch (error) {
      toastError(error)
    }
    await queries.invalidateQueries({ queryKey: api.key() })
  }, [slug, queries, t])

  return { set, undo, busy: mutation.isPending }
}
