/** Who works at the window fitter, and how. Every figure on the screens follows from these habits through the events. */
import { agency } from '../agency.ts'
import { type DemoDepartment, type DemoPerson, person } from '../setting.ts'
import { advertising, type ClassKey } from './advertising.ts'

export const departments: readonly DemoDepartment<ClassKey>[] = [
  {
    key: 'retail',
    name: 'Частные клиенты',
    queue: '601',
    // Every advertisement that shows a number of its own sells windows and balconies.
    numbers: [...new Set(advertising.campaigns.flatMap((campaign) => campaign.number ?? []))],
    returning: 3,
  },
  {
    key: 'corporate',
    name: 'Корпоративные клиенты',
    queue: '602',
    takes: ['corporate'],
    firms: true,
    returning: 2,
  },
  {
    key: 'service',
    name: 'Сервис и повторные продажи',
    queue: '603',
    aftercare: true,
    returning: 5,
  },
]

export const people: readonly DemoPerson[] = [
  person('director', 'Андрей Соколов', 'director', null, '100', null, { mayEnter: true }),
  person('marketing', 'Юлия Морозова', 'marketing', null, '130', null, { mayEnter: true }),
  person('admin', 'Роман Егоров', 'admin', null, '140', null, { mayEnter: true }),
  person('auditor', 'Вера Никитина', 'auditor', null, null, null, { mayEnter: true }),
  agency,

  person(
    'lebedeva',
    'Ольга Лебедева',
    'head',
    'retail',
    '101',
    { newCalls: 1, repeatCalls: 3, internalCalls: 8 },
    { mayEnter: true },
  ),
  person(
    'kuznetsova',
    'Анна Кузнецова',
    'manager',
    'retail',
    '102',
    {
      answers: 0.97,
      repeatCalls: 12,
      talk: 175,
      sells: 0.31,
    },
    { mayEnter: true },
  ),
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
    { hiredDaysAgo: 55 },
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

  person(
    'fedorova',
    'Ирина Фёдорова',
    'senior',
    'service',
    '121',
    {
      newCalls: 0,
      repeatCalls: 17,
      talk: 150,
      sells: 0.3,
    },
    { mayEnter: true },
  ),
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
