import {
  defineTexts,
  GoLink,
  say,
  type Text,
  useActorName,
  useFormat,
  useLanguage,
  useScreenLink,
  useTexts,
} from '../../../../platform/web/index.ts'
import type { api } from '../api.ts'
import styles from './audit.module.css'
import { differences } from './differences.ts'
import type { useReadable } from './use-readable.ts'
import { actionTexts } from './words.ts'

const texts = defineTexts({
  key: { ru: '{name} (ключ API)', en: '{name} (API key)' },
  reason: { ru: 'Причина: {reason}', en: 'Reason: {reason}' },
  became: { ru: 'стало', en: 'became' },
})

export type Entry = Awaited<ReturnType<typeof api.audit.list.call>>[number]

/** Who and when, what was done to what, and every field that changed. */
export function EntryRow({ entry, readable }: { entry: Entry; readable: ReturnType<typeof useReadable> }) {
  const t = useTexts(texts)
  const format = useFormat()
  const nameOf = useActorName()
  const language = useLanguage()
  const link = useScreenLink()
  const action: Text | undefined = (actionTexts as Readonly<Record<string, Text>>)[entry.action]
  const actor = entry.actor.kind === 'key' ? t('key', { name: entry.actor.name }) : nameOf(entry.actor.name)
  const object = readable.object(entry.objectType, entry.objectId)
  return (
    <li className={styles.entry}>
      <div className={styles.when}>
        <span className="lk-num">№ {entry.seq}</span>
        <time dateTime={entry.at} className="lk-num">
          {format.dateTime(entry.at)}
        </time>
      </div>
      <div className={styles.what}>
        <p>
          <strong>{action ? say(action, language) : entry.action}</strong>
          {object ? <> · {object}</> : null}
          {entry.objectType === 'interaction' ? (
            <>
              {' · '}
              <GoLink href={link(`interactions/${entry.objectId}`)}>{entry.objectId.slice(0, 8)}</GoLink>
            </>
          ) : null}
          <span className="lk-quiet"> — {actor}</span>
        </p>
        <dl className={styles.differences}>
          {differences(entry.before, entry.after).map(({ field, before, after }) => (
            <div key={field}>
              {field ? <dt>{readable.field(field)}</dt> : null}
              <dd>
                {before === undefined ? null : (
                  <>
                    <del>{readable.value(field, before)}</del>{' '}
                    <span role="img" aria-label={t('became')}>
                      →
                    </span>{' '}
                  </>
                )}
                <ins>{readable.value(field, after)}</ins>
              </dd>
            </div>
          ))}
        </dl>
        {entry.reason ? <p className="lk-quiet">{t('reason', { reason: entry.reason })}</p> : null}
      </div>
    </li>
  )
}
