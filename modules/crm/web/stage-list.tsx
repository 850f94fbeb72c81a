import { groupBy } from '../../../kernel/collections.ts'
import { defineTexts, useTexts } from '../../../platform/web/index.ts'
import type { Connection } from './api.ts'
import styles from './crm.module.css'

const texts = defineTexts({
  open: { ru: 'в работе', en: 'open' },
  won: { ru: 'выиграна', en: 'won' },
  lost: { ru: 'проиграна', en: 'lost' },
})

/** Pipelines with their stages and what each means for a deal. */
export function StageList({ stages }: Pick<Connection, 'stages'>) {
  const t = useTexts(texts)
  return (
    <div className={styles.pipelines}>
      {[...groupBy(stages, ({ pipeline }) => pipeline)].map(([pipeline, of]) => (
        <section key={pipeline}>
          <h4>{pipeline || '—'}</h4>
          <ul>
            {of.map(({ key, name, outcome }) => (
              <li key={key}>
                <span>{name}</span>
                <span className="lk-quiet" data-outcome={outcome}>
                  {t(outcome)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
