import { ActionIcon, Button, Drawer, Menu } from '@mantine/core'
import {
  IconArrowLeft,
  IconArrowsRightLeft,
  IconBan,
  IconCheck,
  IconDots,
  IconInfoCircle,
  IconUserCheck,
} from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import {
  Loading,
  toastError,
  useCan,
  useLive,
  usePhone,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type Row } from '../api.ts'
import { chatTexts } from '../texts.ts'
import { Composer } from './composer.tsx'
import styles from './console.module.css'
import type { Desk, Shown } from './desk.ts'
import { useClientName } from './row.tsx'
import { ClientSide } from './side.tsx'
import { TalkFlow } from './talk.tsx'
import { TransferDialog } from './transfer.tsx'

interface DialogueProps {
  readonly id: string
  readonly shown: Shown
  readonly desk: Desk
  readonly onBack: () => void
}

/** One dialogue: what was said, the answer, and the client beside it. */
export function Dialogue({ id, shown, desk, onBack }: DialogueProps) {
  const row = shown.rows.get(id)
  const talk = shown.talks.get(id)
  const phone = usePhone()
  const t = useTexts(chatTexts)
  const [about, setAbout] = useState(false)
  useEffect(() => {
    desk.load(id).catch(() => onBack())
  }, [desk, id, onBack])
  // The record hears of a dialogue a moment after it began.
  useLive('interactions', () => {
    if (talk && !talk.interactionId) desk.load(id).catch(() => undefined)
  })
  if (!row || !talk) return <Loading rows={8} />
  const side = <ClientSide row={row} interactionId={talk.interactionId} />
  return (
    <>
      <section className={styles.dialogue} aria-label={t('title')}>
        <Head row={row} desk={desk} onBack={onBack} onAbout={() => setAbout(true)} />
        <TalkFlow row={row} shown={shown} desk={desk} />
        <Foot key={`${row.id} ${row.state}`} row={row} desk={desk} />
      </section>
      {phone ? (
        <Drawer opened={about} onClose={() => setAbout(false)} position="bottom" size="92dvh" title={t('about')}>
          {side}
        </Drawer>
      ) : (
        side
      )}
    </>
  )
}

/** A button of the head; on a phone its icon alone, so that the client’s name keeps its place. */
function Act({
  label,
  icon,
  variant,
  loading = false,
  onAct,
}: {
  readonly label: string
  readonly icon: ReactNode
  readonly variant: 'default' | 'filled'
  readonly loading?: boolean
  readonly onAct: () => void
}) {
  if (usePhone())
    return (
      <ActionIcon
        size={40}
        variant={variant}
        color={variant === 'filled' ? 'petrol' : 'gray'}
        aria-label={label}
        title={label}
        loading={loading}
        onClick={onAct}
      >
        {icon}
      </ActionIcon>
    )
  return (
    <Button variant={variant} leftSection={variant === 'filled' ? icon : undefined} loading={loading} onClick={onAct}>
      {label}
    </Button>
  )
}

function Head({ row, desk, onBack, onAbout }: { row: Row; desk: Desk; onBack: () => void; onAbout: () => void }) {
  const t = useTexts(chatTexts)
  const can = useCan()
  const phone = usePhone()
  const nameOf = useClientName()
  const { slug, employeeId } = useWorkspace()
  const [transferring, setTransferring] = useState(false)
  const input = { workspace: slug, id: row.id }
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => desk.load(row.id),
    onError: toastError,
  })
  const may = can('chats.answer')
  return (
    <header className={styles.head}>
      {phone ? (
        <ActionIcon size="lg" aria-label={t('back')} onClick={onBack}>
          <IconArrowLeft size={20} stroke={1.7} />
        </ActionIcon>
      ) : null}
      <div className={styles.headName}>
        <h2>{nameOf(row)}</h2>
        <span className="lk-quiet">
          {t(row.visitor.here ? 'here' : 'gone')}
          {row.visitor.blocked ? ` · ${t('blocked')}` : ''}
          {row.offline ? ` · ${t('offline')}` : ''}
        </span>
      </div>
      {may && row.state === 'open' && employeeId && row.employee?.id !== employeeId ? (
        <Act
          label={t('take')}
          icon={<IconUserCheck size={20} stroke={1.7} />}
          variant="default"
          onAct={() =>
            act.mutate(() => api.assign.call({ ...input, employee: employeeId, department: null, note: '' }))
          }
        />
      ) : null}
      {may && row.state === 'open' ? (
        <Act
          label={t('finish')}
          icon={<IconCheck size={20} stroke={1.8} />}
          variant="filled"
          loading={act.isPending}
          onAct={() => act.mutate(() => api.finish.call(input))}
        />
      ) : null}
      {phone ? (
        <ActionIcon size="lg" aria-label={t('about')} onClick={onAbout}>
          <IconInfoCircle size={20} stroke={1.7} />
        </ActionIcon>
      ) : null}
      {may ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size="lg" aria-label={t('more')}>
              <IconDots size={20} stroke={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconArrowsRightLeft size={16} stroke={1.6} />}
              onClick={() => setTransferring(true)}
              disabled={row.state === 'closed'}
            >
              {t('transfer')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconBan size={16} stroke={1.6} />}
              onClick={() => act.mutate(() => api.block.call({ ...input, blocked: !row.visitor.blocked }))}
            >
              {t(row.visitor.blocked ? 'unblock' : 'block')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {transferring ? <TransferDialog dialogue={row.id} onClose={() => setTransferring(false)} /> : null}
    </header>
  )
}

/** Where the answer is written; after the end only who wants to write again sees it, so that keys give the class. */
function Foot({ row, desk }: { row: Row; desk: Desk }) {
  const t = useTexts(chatTexts)
  const can = useCan()
  const [again, setAgain] = useState(false)
  if (!can('chats.answer')) return null
  if (row.state === 'open' || again) return <Composer dialogue={row.id} desk={desk} />
  return (
    <div className={styles.over}>
      <span className="lk-quiet">{t('over')}</span>
      <Button variant="subtle" onClick={() => setAgain(true)}>
        {t('reopen')}
      </Button>
    </div>
  )
}
