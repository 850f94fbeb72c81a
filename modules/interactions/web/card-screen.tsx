import { defineTexts, GoLink, Page, useGo, useParams, useScreenLink, useTexts } from '../../../platform/web/index.ts'
import { InteractionCard } from './card/card.tsx'
import styles from './screen.module.css'

const texts = defineTexts({
  title: { ru: 'Обращение', en: 'Interaction' },
  all: { ru: 'Все обращения', en: 'All interactions' },
})

/** One interaction by its address: where links of letters and messages lead. */
export default function CardScreen() {
  const t = useTexts(texts)
  const { id = '' } = useParams()
  const link = useScreenLink()
  const go = useGo()
  return (
    <Page wide={false} title={t('title')} actions={<GoLink href={link('interactions')}>{t('all')}</GoLink>}>
      <div className={styles.alone}>
        <InteractionCard id={id} onOpen={(other) => go(link(`interactions/${other}`))} />
      </div>
    </Page>
  )
}
