import { Drawer } from '@mantine/core'
import { defineTexts, usePhone, useTexts } from '../../../../platform/web/index.ts'
import { InteractionCard } from './card.tsx'
import styles from './side-panel.module.css'

const texts = defineTexts({ card: { ru: 'Карточка обращения', en: 'The interaction' } })

/** The card beside the list; over it on a phone. */
export default function SidePanel(props: { id: string; onOpen: (id: string) => void; onClose: () => void }) {
  const t = useTexts(texts)
  const phone = usePhone()
  if (phone) {
    return (
      <Drawer.Root opened onClose={props.onClose} position="bottom" size="92dvh" radius="lg">
        <Drawer.Overlay backgroundOpacity={0.4} />
        <Drawer.Content aria-label={t('card')}>
          <div className={styles.drawer}>
            <InteractionCard {...props} />
          </div>
        </Drawer.Content>
      </Drawer.Root>
    )
  }
  return (
    <aside className={styles.panel} aria-label={t('card')}>
      <InteractionCard {...props} />
    </aside>
  )
}
