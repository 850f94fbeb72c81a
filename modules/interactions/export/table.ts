/** The list as a spreadsheet: headings and cells in the reader's language, times by the company's clock. */
import type { Language } from '../../../kernel/problem-texts.ts'
import { zoneOffset } from '../../../kernel/time.ts'
import type { InteractionClass, InteractionItem } from '../contract.ts'
import { words } from './words.ts'

export type ExportCell = string | number | null

const clock = (instant: Date | null, zone: string): string | null =>
  instant &&
  new Date(instant.getTime() + zoneOffset(instant.getTime(), zone)).toISOString().slice(0, 19).replace('T', ' ')

interface Column {
  readonly title: Readonly<Record<Language, string>>
  readonly cell: (item: InteractionItem) => ExportCell
}

/** The columns of an export, in the order in which people read the list on screen. */
export function columnsOf(classes: readonly InteractionClass[], zone: string, language: Language): Column[] {
  const classOf = new Map(classes.map((item) => [item.id, item]))
  const word = (kind: keyof typeof words, key: string | null | undefined): string | null => {
    if (!key) return null
    const known: Readonly<Record<string, Readonly<Record<Language, string>>>> = words[kind]
    return known[key]?.[language] ?? key
  }
  const nameOf = (item: InteractionClass | undefined) => item && (language === 'ru' ? item.nameRu : item.nameEn)
  const ofClass = (item: InteractionItem) => (item.classId ? classOf.get(item.classId) : undefined)
  return [
    { title: { ru: 'Начало', en: 'Start' }, cell: (i) => clock(i.startedAt, zone) },
    { title: { ru: 'Вид', en: 'Kind' }, cell: (i) => word('kind', i.kind) },
    { title: { ru: 'Направление', en: 'Direction' }, cell: (i) => word('direction', i.direction) },
    { title: { ru: 'Итог', en: 'Outcome' }, cell: (i) => word('outcome', i.outcome) },
    { title: { ru: 'Ожидание, с', en: 'Waited, s' }, cell: (i) => i.waitSeconds },
    { title: { ru: 'Разговор, с', en: 'Talk, s' }, cell: (i) => i.talkSeconds },
    { title: { ru: 'Клиент', en: 'Client' }, cell: (i) => i.party.name },
    { title: { ru: 'Номер', en: 'Number' }, cell: (i) => i.party.number },
    { title: { ru: 'Адрес', en: 'Address' }, cell: (i) => i.party.address },
    { title: { ru: 'Куда', en: 'Came to' }, cell: (i) => i.ourAddress },
    { title: { ru: 'Сотрудник', en: 'Employee' }, cell: (i) => i.employee?.name ?? i.line },
    { title: { ru: 'Источник', en: 'Source' }, cell: (i) => i.origin?.source.name ?? null },
    { title: { ru: 'Кампания', en: 'Campaign' }, cell: (i) => i.origin?.campaign?.name ?? null },
    { title: { ru: 'Площадка', en: 'Placement' }, cell: (i) => i.origin?.placement?.name ?? null },
    { title: { ru: 'Ключ', en: 'Keyword' }, cell: (i) => i.origin?.keyword?.name ?? null },
    { title: { ru: 'Класс', en: 'Class' }, cell: (i) => nameOf(ofClass(i)) ?? null },
    { title: { ru: 'Группа', en: 'Class group' }, cell: (i) => word('group', ofClass(i)?.group) },
    { title: { ru: 'Класс поставлен', en: 'Class set' }, cell: (i) => clock(i.classSetAt, zone) },
    { title: { ru: 'После пропуска', en: 'After a miss' }, cell: (i) => word('followUp', i.followUp?.kind) },
    { title: { ru: 'Тема', en: 'Subject' }, cell: (i) => i.subject },
    { title: { ru: 'Откуда запись', en: 'Recorded by' }, cell: (i) => i.provider },
    { title: { ru: 'Id', en: 'Id' }, cell: (i) => i.id },
  ]
}
