import { Button, Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import {
  Empty,
  Page,
  toastError,
  useCan,
  useHotkeys,
  usePhone,
  useReportFilter,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { useFill } from '../../interactions/web/index.ts'
import { api } from './api.ts'
import styles from './console/console.module.css'
import { Dialogue } from './console/dialogue.tsx'
import { DialogueList, rowsOf, type Show, shows } from './console/list.tsx'
import { setSound, soundIsOn } from './console/notify.ts'
import { useDesk } from './console/use-desk.ts'
import { PhrasesDialog } from './phrases-dialog.tsx'
import { chatTexts } from './texts.ts'

/** «Чаты»: where operators answer the visitors of the company's sites. */
export default function ChatsScreen() {
  const t = useTexts(chatTexts)
  const can = useCan()
  const phone = usePhone()
  const { employeeId } = useWorkspace()
  const filter = useReportFilter()
  const { desk, shown } = useDesk()
  const fill = useFill<HTMLDivElement>()
  const answers = can('chats.answer')
  const show: Show = shows.find((name) => name === filter.one('show')) ?? (answers ? 'queue' : 'open')
  const open = filter.one('open')
  const rows = rowsOf(shown, show, employeeId)
  const onOpen = useCallback((id: string | null) => filter.set({ open: id }), [filter])
  const onBack = useCallback(() => filter.set({ open: null }), [filter])
  const move = (step: number) => {
    const at = rows.findIndex((row) => row.id === open)
    const next = rows[Math.max(0, Math.min(rows.length - 1, at === -1 ? 0 : at + step))]
    if (next) onOpen(next.id)
  }
  const down = () => move(1)
  const up = () => move(-1)
  useHotkeys({ j: down, k: up, ArrowDown: down, ArrowUp: up, Escape: onBack })
  const list = (
    <DialogueList
      shown={shown}
      show={show}
      rows={rows}
      chosen={open}
      onShow={(next) => filter.set({ show: next })}
      onOpen={onOpen}
    />
  )
  return (
    <Page title={t('title')} actions={answers ? <Duty /> : null}>
      {shown.loaded && !shown.connected ? (
        <p className={styles.lost} role="status">
          {t('lost')}
        </p>
      ) : null}
      <div className={styles.console} ref={fill.ref} style={{ height: fill.height }}>
        {phone && open ? null : list}
        {open ? (
          <Dialogue key={open} id={open} shown={shown} desk={desk} onBack={onBack} />
        ) : phone ? null : (
          <div className={styles.nothing}>
            <Empty title={t('choose')}>{t('keys')}</Empty>
          </div>
        )}
      </div>
    </Page>
  )
}

/** Whether the person takes chats, and hears of them. */
function Duty() {
  const t = useTexts(chatTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const { desk } = useDesk()
  const [sound, setSoundShown] = useState(soundIsOn)
  const [phrases, setPhrases] = useState(false)
  const state = useQuery(api.state.queryOptions({ input: { workspace: slug } }))
  const refresh = useCallback(() => queries.invalidateQueries({ queryKey: api.state.key() }), [queries])
  // A switch moves under the finger; the server's word comes after.
  const [wanted, setWanted] = useState<boolean | null>(null)
  useEffect(() => desk.onOperators(() => void refresh()), [desk, refresh])
  const ready = useMutation({
    mutationFn: (value: boolean) => api.setReady.call({ workspace: slug, ready: value }),
    onSuccess: refresh,
    onError: toastError,
    onSettled: () => setWanted(null),
  })
  return (
    <>
      <Button variant="subtle" onClick={() => setPhrases(true)}>
        {t('phrases')}
      </Button>
      <Switch
        label={t('sound')}
        checked={sound}
        onChange={(event) => {
          setSound(event.currentTarget.checked)
          setSoundShown(event.currentTarget.checked)
        }}
      />
      <Switch
        label={t('ready')}
        checked={wanted ?? state.data?.ready ?? false}
        onChange={(event) => {
          setWanted(event.currentTarget.checked)
          ready.mutate(event.currentTarget.checked)
        }}
      />
      {phrases ? <PhrasesDialog onClose={() => setPhrases(false)} /> : null}
    </>
  )
}
