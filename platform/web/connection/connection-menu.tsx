import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconPencil, IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { Confirm, Dialog } from '../parts/confirm.tsx'
import { CopyField } from '../parts/copy-field.tsx'
import { defineTexts, useTexts } from '../texts/texts.ts'

const texts = defineTexts({
  more: { ru: 'Ещё', en: 'More' },
  edit: { ru: 'Изменить', en: 'Edit' },
  pause: { ru: 'Выключить', en: 'Switch off' },
  resume: { ru: 'Включить', en: 'Switch on' },
  renew: { ru: 'Новый секрет', en: 'New secret' },
  once: { ru: 'Сохраните его сейчас: показать ещё раз нельзя.', en: 'Keep it now: it can’t be shown again.' },
  remove: { ru: 'Удалить', en: 'Remove' },
})

interface ConnectionMenuProps {
  readonly name: string
  readonly active: boolean
  readonly onEdit: () => void
  readonly onToggle: () => void
  /** Left out where the secret is not ours to make; answers the new one, which is shown this once. */
  readonly renew?: () => Promise<string | null>
  readonly remove: () => Promise<unknown>
  /** What the secret is called, and what a new one and a removal bring about, as sentences. */
  readonly words: { readonly secret: string; readonly renewSure: string; readonly removeSure: string }
}

/** What can be done to a connection with another system: edit it, switch it off and on, give it a new secret, remove it. */
export function ConnectionMenu({ name, active, onEdit, onToggle, renew, remove, words }: ConnectionMenuProps) {
  const t = useTexts(texts)
  const [asking, setAsking] = useState<'renew' | 'remove' | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('more')} size={30}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={14} />} onClick={onEdit}>
            {t('edit')}
          </Menu.Item>
          <Menu.Item
            leftSection={active ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
            onClick={onToggle}
          >
            {t(active ? 'pause' : 'resume')}
          </Menu.Item>
          {renew ? (
            <Menu.Item leftSection={<IconRefresh size={14} />} onClick={() => setAsking('renew')}>
              {t('renew')}
            </Menu.Item>
          ) : null}
          <Menu.Item color="red" leftSection={<IconTrash size={14} />} onClick={() => setAsking('remove')}>
            {t('remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={name}
        action={t(asking === 'remove' ? 'remove' : 'renew')}
        danger={asking === 'remove'}
        onConfirm={async () => {
          if (asking === 'remove') await remove()
          else if (renew) setSecret(await renew())
        }}
      >
        {asking === 'remove' ? words.removeSure : words.renewSure}
      </Confirm>
      <Dialog opened={secret !== null} onClose={() => setSecret(null)} title={name}>
        <CopyField label={words.secret} hint={t('once')} value={secret ?? ''} />
      </Dialog>
    </>
  )
}
