import { useQuery } from '@tanstack/react-query'
import { type Role, roles } from '../../../../kernel/access.ts'
import { roleTexts, say, type Text, useFormat, useLanguage, useWorkspace } from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import { useDepartments } from '../parts/use-departments.ts'
import { fieldTexts, valueTexts } from './words.ts'

const shares: readonly string[] = ['junkNorm', 'gapThreshold']
const isRole = (value: unknown): value is Role => roles.some((role) => role === value)

/** How fields and values of an entry read: ids as the names behind them, codes as words. */
export function useReadable() {
  const language = useLanguage()
  const format = useFormat()
  const { slug } = useWorkspace()
  const departments = useDepartments()
  const { data: people = [] } = useQuery(api.employees.names.queryOptions({ input: { workspace: slug } }))
  const word = (texts: Readonly<Record<string, Text>>, key: string): string => {
    const text = texts[key]
    return text ? say(text, language) : key
  }

  const readValue = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return '—'
    if (Array.isArray(value))
      return value.length === 0
        ? '—'
        : value.map((item) => readValue(field, item)).join(field === 'origin' ? ' › ' : ', ')
    if (field === 'role' && isRole(value)) return word(roleTexts, value)
    if (field === 'departmentId') return departments.nameOf(String(value)) ?? String(value)
    if (field === 'employeeId') return people.find((person) => person.id === value)?.name ?? String(value)
    if (shares.includes(field) && typeof value === 'number') return format.percent(value, 1)
    if (field === 'amount' && typeof value === 'number') return format.money(value)
    if (typeof value === 'number') return format.number(value)
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return format.dateTime(value)
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return format.longDate(value)
    return typeof value === 'object' ? JSON.stringify(value) : word(valueTexts, String(value))
  }

  return {
    field: (name: string) => word(fieldTexts, name),
    value: readValue,
    /** The name of the person or department that an entry is about. */
    object: (type: string, id: string): string | null =>
      type === 'employee'
        ? (people.find((person) => person.id === id)?.name ?? null)
        : type === 'department'
          ? departments.nameOf(id)
          : null,
  }
}
