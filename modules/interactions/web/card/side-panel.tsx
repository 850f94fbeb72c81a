import { Drawer } from '@mantine/core'
import { usePhone } from '../../../../platform/web/index.ts'
import { InteractionCard } from './card.tsx'
import styles from './side-panel.module.css'

/** The card beside the list; over it on a phone. */
export function SidePanel(props: { id: string; onOpen: (id: string) => void; onClose: () => void }) {
  const phone = usePhone()
  if (phone) {
    return (
      <Drawer
        opened
        onClose={props.onClose}
        position="bottom"
        size="92dvh"
        withCloseButton={false}
        padding={0}
        radius="lg"
      >
        <div className={styles.drawer}>
          <InteractionCard {...props} />
        </div>
      </Drawer>
    )
  }
  return (
    <aside className={styles.panel}>
      <InteractionCard {...props} />
    </aside>
  )
}
