import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconArrowDown, IconArrowUp, IconPencil } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  Dialog,
  defineTexts,
  Loaded,
  Page,
  Panel,
  toastError,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { classGroups } from '../rules.ts'
import { api, type Class } from './api.ts'
import { ClassForm } from './classes/class-form.tsx'
import styles from './classes-screen.module.css'
import { ClassTag } from './parts/class-tag.tsx'
import { Key } from './parts/key.tsx'
import { recordTexts } from './texts.ts'

const texts = defineTexts({
  title: { ru: 'Классы обращений', en: 'Classes' },
  lead: {
    ru: 'Чем оказалось обращение. Класс не удаляют, а убирают в архив: прошлое сохраняет свои слова.',
    en: 'What an interaction turned out to be. A class is archived, never deleted: the past keeps its words.',
  },
  add: { ru: 'Добавить класс', en: 'Add a class' },
  edit: { ru: 'Изменить класс', en: 'Change the class' },
  archive: { ru: 'В архив', en: 'Archive' },
  restore: { ru: 'Вернуть из архива', en: 'Restore' },
  up: { ru: 'Выше', en: 'Up' },
  down: { ru: 'Ниже', en: 'Down' },
  archived: { ru: 'Архив', en: 'Archive' },
})

/** «Классы»: the company's own set, by group, with colours and keys. */
export default function ClassesScreen() {
  const t = useTexts(texts)
  const words = useTexts(recordTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const query = useQuery(api.classes.list.queryOptions({ input: { workspace: slug } }))
  const [edited, setEdited] = useState<Class | 'new' | null>(null)
  const again = () => queries.invalidateQueries({ queryKey: api.classes.key() })
  const update = useMutation(api.classes.update.mutationOptions({ onSuccess: again, onError: toastError }))
  const order = useMutation(api.classes.order.mutationOptions({ onSuccess: again, onError: toastError }))

  const move = (all: readonly Class[], group: readonly Class[], index: number, step: number) => {
    const [item, other] = [group[index], group[index + step]]
    if (!item || !other) return
    const ids = all.map(({ id }) => (id === item.id ? other.id : id === other.id ? item.id : id))
    order.mutate({ workspace: slug, ids })
  }
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      wide={false}
      actions={<Button onClick={() => setEdited('new')}>{t('add')}</Button>}
    >
      <Loaded query={query} rows={10}>
        {(all) => {
          const archived = all.filter((item) => item.archivedAt)
          return (
            <div className={styles.groups}>
              {classGroups.map((group) => {
                const classes = all.filter((item) => item.group === group && !item.archivedAt)
                return (
                  <Panel key={group} flush title={words(group)}>
                    <ul className={styles.classes}>
                      {classes.map((item, index) => (
                        <li key={item.id}>
                          <ClassTag item={item} />
                          <span className={styles.actions}>
                            {item.hotkey ? <Key>{item.hotkey}</Key> : null}
                            <Act label={t('up')} disabled={index === 0} onClick={() => move(all, classes, index, -1)}>
                              <IconArrowUp size={16} stroke={1.6} />
                            </Act>
                            <Act
                              label={t('down')}
                              disabled={index === classes.length - 1}
                              onClick={() => move(all, classes, index, 1)}
                            >
                              <IconArrowDown size={16} stroke={1.6} />
                            </Act>
                            <Act label={t('edit')} onClick={() => setEdited(item)}>
                              <IconPencil size={16} stroke={1.6} />
                            </Act>
                            <Act
                              label={t('archive')}
                              onClick={() => update.mutate({ workspace: slug, id: item.id, archived: true })}
                            >
                              <IconArchive size={16} stroke={1.6} />
                            </Act>
                          </span>
                        </li>
                      ))}
                    </ul>
                  </Panel>
                )
              })}
              {archived.length > 0 ? (
                <Panel flush title={t('archived')}>
                  <ul className={styles.classes} data-archived>
                    {archived.map((item) => (
                      <li key={item.id}>
                        <ClassTag item={item} />
                        <Act
                          label={t('restore')}
                          onClick={() => update.mutate({ workspace: slug, id: item.id, archived: false })}
                        >
                          <IconArchiveOff size={16} stroke={1.6} />
                        </Act>
                      </li>
                    ))}
                  </ul>
                </Panel>
              ) : null}
            </div>
          )
        }}
      </Loaded>
      <Dialog
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited === 'new' ? t('add') : t('edit')}
        size="sm"
      >
        {edited ? (
          <ClassForm
            item={edited === 'new' ? null : edited}
            onDone={() => {
              setEdited(null)
              void again()
            }}
          />
        ) : null}
      </Dialog>
    </Page>
  )
}

function Act(props: { label: string; disabled?: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon aria-label={props.label} disabled={props.disabled} onClick={props.onClick}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  )
}
