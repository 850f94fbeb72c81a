/** Who works at the clinic: a head physician, four at the desk, one who looks after patients. */
import { agency } from '../agency.ts'
import { type DemoDepartment, type DemoPerson, person } from '../setting.ts'
import { advertising, type ClassKey } from './advertising.ts'

export const departments: readonly DemoDepartment<ClassKey>[] = [
  {
    key: 'desk',
    name: 'Регистратура',
    queue: '701',
    numbers: [...new Set(advertising.campaigns.flatMap((campaign) => campaign.number ?? []))],
    returning: 2,
  },
  { key: 'care', name: 'Кураторы лечения', queue: '702', aftercare: true, returning: 3 },
]

export const people: readonly DemoPerson[] = [
  person('valeeva', 'Лилия Валеева', 'director', null, '200', null),
  person('safin', 'Тимур Сафин', 'admin', null, null, null),
  agency,

  person('yakovleva', 'Алина Яковлева', 'head', 'desk', '201', { newCalls: 0, repeatCalls: 1, internalCalls: 2 }),
  person('galiev', 'Артур Галиев', 'manager', 'desk', '202', {
    newCalls: 0,
    repeatCalls: 2,
    internalCalls: 1,
    talk: 110,
    sells: 0.42,
  }),
  person('nazarova', 'Дина Назарова', 'manager', 'desk', '203', {
    answers: 0.78,
    newCalls: 0,
    repeatCalls: 1,
    internalCalls: 1,
    talk: 95,
    sells: 0.3,
  }),
  person('karimova', 'Гузель Каримова', 'senior', 'care', '211', {
    newCalls: 0,
    repeatCalls: 3,
    internalCalls: 1,
    sells: 0.5,
  }),
]
