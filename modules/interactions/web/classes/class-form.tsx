import { Button, ColorSwatch, Group, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { defineTexts, problemOf, toastError, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { type ClassGroup, classGroups } from '../../rules.ts'
import { api, type Class } from '../api.ts'
import { recordTexts } from '../texts.ts'
import styles from './class-form.module.css'
import { reservedKeys } from './use-class-keys.ts'

const texts = defineTexts({
  nameRu: { ru: 'Название', en: 'Name in Russian' },
  nameEn: { ru: 'По-английски', en: 'Name' },
  group: { ru: 'Группа', en: 'Group' },
  color: { ru: 'Цвет', en: 'Colour' },
  key: { ru: 'Клавиша', en: 'Key' },
  keyHint: { ru: 'Цифра или латинская буква, кроме j, k, x', en: 'A digit or a Latin letter but j, k, x' },
  save: { ru: 'Сохранить', en: 'Save' },
})

/** Red is kept for what somebody must act on. */
const colors = [
  'green',
  'teal',
  'lime',
  'cyan',
  'blue',
  'indigo',
  'violet',
  'grape',
  'pink',
  'orange',
  'yellow',
  'gray',
]

/** The fields of a class, new or known. */
export function ClassForm({ item, onDone }: { item: Class | null; onDone: () => void }) {
  const t = useTexts(texts)
  const words = useTexts(recordTexts)
  const { slug } = useWorkspace()
  const [nameRu, setNameRu] = useState(item?.nameRu ?? '')
  const [nameEn, setNameEn] = useState(item?.nameEn ?? '')
  const [group, setGroup] = useState<ClassGroup>(item?.group ?? 'lead')
  const [color, setColor] = useState(item?.color ?? 'teal')
  const [hotkey, setHotkey] = useState(item?.hotkey ?? '')
  const fields = { nameRu, nameEn: nameEn || nameRu, group, color, hotkey: hotkey || null }
  const save = useMutation({
    mutationFn: () =>
      item
        ? api.classes.update.call({ workspace: slug, id: item.id, ...fields })
        : api.classes.create.call({ workspace: slug, ...fields }),
    onSuccess: onDone,
    onError: (error) => {
      if (problemOf(error)?.field !== 'hotkey') toastError(error)
    },
  })
  const keyProblem = problemOf(save.error)?.field === 'hotkey' ? problemOf(save.error)?.message : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className={styles.form}>
      <TextInput
        label={t('nameRu')}
        value={nameRu}
        required
        maxLength={100}
        data-autofocus
        onChange={(e) => setNameRu(e.currentTarget.value)}
      />
      <TextInput
        label={t('nameEn')}
        value={nameEn}
        maxLength={100}
        placeholder={nameRu}
        onChange={(e) => setNameEn(e.currentTarget.value)}
      />
      <Select
        label={t('group')}
        data={classGroups.map((value) => ({ value, label: words(value) }))}
        value={group}
        allowDeselect={false}
        onChange={(value) => setGroup(classGroups.find((known) => known === value) ?? group)}
      />
      <fieldset className={styles.colors}>
        <legend>{t('color')}</legend>
        {colors.map((name) => (
          <ColorSwatch
            key={name}
            component="button"
            type="button"
            size={24}
            color={`var(--mantine-color-${name}-6)`}
            aria-label={name}
            aria-pressed={name === color}
            data-chosen={name === color || undefined}
            onClick={() => setColor(name)}
          />
        ))}
      </fieldset>
      <TextInput
        label={t('key')}
        description={t('keyHint')}
        value={hotkey}
        maxLength={1}
        w={140}
        error={keyProblem}
        onChange={(event) => {
          const key = event.currentTarget.value.toLowerCase()
          if (key === '' || (/^[0-9a-z]$/.test(key) && !reservedKeys.includes(key))) setHotkey(key)
        }}
      />
      <Group justify="flex-end">
        <Button type="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </Group>
    </form>
  )
}
