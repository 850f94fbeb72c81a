import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { defineTexts, useTexts } from '../../../platform/web/index.ts'

const texts = defineTexts({ menu: { ru: 'Меню', en: 'Menu' } })

/** The whole navigation on a phone. */
export default function PhoneMenu({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const t = useTexts(texts)
  return (
    <Drawer.Root opened onClose={onClose} size={288}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={t('menu')}>
        <Drawer.Body p={0}>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
