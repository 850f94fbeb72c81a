/** Who works in the demo company, and how. Every figure on the screens follows from these habits through the events. */
import type { Role } from '../../kernel/access.ts'
import { campaigns } from './advertising.ts'

export const company = {
  slug: 'svetly-dom',
  name: 'Светлый дом: окна и балконы',
  /** Not Moscow on purpose: days and hours must be the company's own. */
  timezone: 'Asia/Yekaterinburg',
  country: 'RU',
  currency: 'RUB',
} as const

export type DepartmentKey = 'retail' | 'corporate' | 'service'

/** The queue in which a department's calls wait. */
export const queueOf = (department: DepartmentKey): string => `queue-${department}`

/** Departments with their lines: a call that is lost before it rings anybody is the department's of its queue. */
export const departments: Readonly<
  Record<DepartmentKey, { readonly name: string; readonly lines: readonly string[] }>
> = {
  // Every advertisement that shows a number of its own sells windows and balconies.
  retail: {
    name: 'Частные клиенты',
    lines: [queueOf('retail'), ...new Set(campaigns.flatMap((campaign) => campaign.number ?? []))],
  },
  corporate: { name: 'Корпоративные клиенты', lines: [queueOf('corporate')] },
  service: { name: 'Сервис и повторные продажи', lines: [queueOf('service')] },
}

/** How a person works on the phone. Counts are means per working day. */
export interface Habits {
  /** Share of rings that they pick up when they are free. */
  readonly answers: number
  /** Outgoing calls to people who were never called before. */
  readonly newCalls: number
  /** Outgoing calls to clients they know. */
  readonly repeatCalls: number
  /** Calls to colleagues. */
  readonly internalCalls: number
  /** Short calls to the same few numbers, made for the norm. */
  readonly paddedCalls: number
  /** Median talk, seconds. */
  readonly talk: number
  /** Share of outgoing calls that go to mobiles. */
  readonly mobile: number
  /** Chance that a lead becomes a deal in their hands. */
  readonly sells: number
}

export interface DemoPerson {
  readonly key: string
  readonly name: string
  readonly role: Role
  readonly department: DepartmentKey | null
  readonly line: string | null
  readonly habits: Habits | null
  /** Days before the end of the story on which they were hired; everybody else was there before it began. */
  readonly hiredDaysAgo?: number
}

const usual: Habits = {
  answers: 0.9,
  newCalls: 3,
  repeatCalls: 9,
  internalCalls: 3,
  paddedCalls: 0,
  talk: 130,
  mobile: 0.78,
  sells: 0.2,
}

const person = (
  key: string,
  name: string,
  role: Role,
  department: DepartmentKey | null,
  line: string | null,
  habits: Partial<Habits> | null,
  hiredDaysAgo?: number,
): DemoPerson => ({
  key,
  name,
  role,
  department,
  line,
  habits: habits && { ...usual, ...habits },
  ...(hiredDaysAgo ? { hiredDaysAgo } : {}),
})

export const people: readonly DemoPerson[] = [
  person('director', 'Андрей Соколов', 'director', null, '100', null),
  person('marketing', 'Юлия Морозова', 'marketing', null, '130', null),
  person('admin', 'Роман Егоров', 'admin', null, '140', null),
  person('auditor', 'Вера Никитина', 'auditor', null, null, null),
  person('agency', 'Агентство «Клик»', 'agency', null, null, null),

  person('lebedeva', 'Ольга Лебедева', 'head', 'retail', '101', { newCalls: 1, repeatCalls: 3, internalCalls: 8 }),
  person('kuznetsova', 'Анна Кузнецова', 'manager', 'retail', '102', {
    answers: 0.97,
    repeatCalls: 12,
    talk: 175,
    sells: 0.31,
  }),
  person('orlov', 'Дмитрий Орлов', 'manager', 'retail', '103', {}),
  // Pads the norm: many calls, few numbers, hardly any talk.
  person('pavlov', 'Сергей Павлов', 'manager', 'retail', '104', {
    newCalls: 1,
    repeatCalls: 5,
    paddedCalls: 16,
    talk: 85,
    sells: 0.11,
  }),
  person('volkova', 'Марина Волкова', 'manager', 'retail', '105', { answers: 0.82, internalCalls: 9, sells: 0.18 }),
  // The newcomer: few calls at first, learning.
  person(
    'novikov',
    'Илья Новиков',
    'manager',
    'retail',
    '106',
    { answers: 0.86, repeatCalls: 6, talk: 105, sells: 0.13 },
    55,
  ),

  person('zakharov', 'Виктор Захаров', 'head', 'corporate', '111', { newCalls: 2, repeatCalls: 5, internalCalls: 7 }),
  person('belova', 'Екатерина Белова', 'manager', 'corporate', '112', {
    newCalls: 14,
    repeatCalls: 12,
    mobile: 0.35,
    talk: 190,
    sells: 0.24,
  }),
  // Fears outgoing calls: answers well, hardly ever dials somebody new.
  person('gromov', 'Алексей Громов', 'manager', 'corporate', '113', {
    answers: 0.95,
    newCalls: 0.4,
    repeatCalls: 4,
    mobile: 0.85,
    talk: 150,
    sells: 0.16,
  }),
  person('tikhonov', 'Павел Тихонов', 'manager', 'corporate', '114', {
    newCalls: 10,
    repeatCalls: 11,
    mobile: 0.4,
    sells: 0.19,
  }),
  person('sorokina', 'Наталья Сорокина', 'manager', 'corporate', '115', {
    newCalls: 11,
    repeatCalls: 10,
    mobile: 0.42,
    sells: 0.2,
  }),

  person('fedorova', 'Ирина Фёдорова', 'senior', 'service', '121', {
    newCalls: 0,
    repeatCalls: 17,
    talk: 150,
    sells: 0.3,
  }),
  person('melnik', 'Олег Мельник', 'senior', 'service', '122', {
    newCalls: 0,
    repeatCalls: 13,
    talk: 120,
    sells: 0.24,
  }),
  person('komarova', 'Татьяна Комарова', 'senior', 'service', '123', {
    newCalls: 0,
    repeatCalls: 15,
    talk: 140,
    sells: 0.27,
  }),
]

/** The demo login of each role: the person whose page shows most. */
export const demoLogins: readonly { readonly role: Role; readonly key: string }[] = [
  { role: 'director', key: 'director' },
  { role: 'head', key: 'lebedeva' },
  { role: 'marketing', key: 'marketing' },
  { role: 'manager', key: 'kuznetsova' },
  { role: 'senior', key: 'fedorova' },
  { role: 'auditor', key: 'auditor' },
  { role: 'admin', key: 'admin' },
  { role: 'agency', key: 'agency' },
]

export const demoEmail = (key: string): string => `${key}@demo.lidoskop.ru`
export const demoPassword = 'lidoskop-demo'
