/** Who may enter the demo company, one person per role: the one whose page shows most. They are no secret. */
import type { DemoPerson } from './setting.ts'
import { windows } from './windows/index.ts'

export const demoEmail = (key: string): string => `${key}@demo.lidoskop.ru`
export const demoPassword = 'lidoskop-demo'

const order = ['director', 'head', 'marketing', 'manager', 'senior', 'auditor', 'admin', 'agency'] as const

export const demoLogins: readonly DemoPerson[] = order.flatMap((role) =>
  windows.people.filter((person) => person.mayEnter && person.role === role),
)
