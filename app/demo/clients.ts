/** Clients of the demo companies: invented people and firms with numbers that exist as ranges and belong to nobody in particular. */
import type { Random } from './random.ts'
import type { Campaign, DemoCompany, DemoDepartment } from './setting.ts'

export interface Client {
  readonly phone: string
  readonly name: string | null
  readonly email: string | null
  /** Key of the department that looks after them. */
  readonly department: string
  readonly campaign: Campaign | null
}

const firstNames = {
  f: ['Елена', 'Татьяна', 'Светлана', 'Наталья', 'Мария', 'Людмила', 'Галина', 'Алёна', 'Ксения', 'Полина', 'Лариса'],
  m: [
    'Александр',
    'Сергей',
    'Михаил',
    'Евгений',
    'Артём',
    'Никита',
    'Валерий',
    'Денис',
    'Рустам',
    'Константин',
    'Игорь',
  ],
}
const lastNames = [
  'Смирнов',
  'Васильев',
  'Попов',
  'Фролов',
  'Гусев',
  'Киселёв',
  'Макаров',
  'Афанасьев',
  'Данилов',
  'Жуков',
  'Филатов',
  'Комаров',
  'Субботин',
  'Ширяев',
  'Лапин',
  'Вдовин',
  'Ермаков',
  'Носов',
  'Рябов',
  'Третьяков',
  'Устинов',
  'Чернов',
]

const latin: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ы: 'y',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  ь: '',
  ъ: '',
}

const transliterate = (text: string) => [...text.toLowerCase()].map((letter) => latin[letter] ?? '').join('')

const digits = (random: Random, count: number) => Array.from({ length: count }, () => random.int(0, 9)).join('')

const mobileNumber = (random: Random, { numbers }: DemoCompany): string =>
  `7${random.pick(numbers.mobile)}${random.int(2, 8)}${digits(random, 6)}`

const landlineNumber = (random: Random, { numbers }: DemoCompany): string =>
  `7${random.pick(numbers.landline)}${random.int(1, 8)}${digits(random, 5)}`

/** Somebody who contacts the company for the first time, or whom it calls for the first time. */
export function newClient(
  random: Random,
  company: DemoCompany,
  department: DemoDepartment,
  campaign: Campaign | null,
  mobileShare: number,
): Client {
  const phone = random.chance(mobileShare) ? mobileNumber(random, company) : landlineNumber(random, company)
  const woman = random.chance(0.55)
  const last = random.pick(lastNames)
  const first = random.pick(woman ? firstNames.f : firstNames.m)
  const person = `${first} ${last}${woman ? 'а' : ''}`
  const name = department.firms ? random.pick(company.firms) : person
  return {
    phone,
    name: random.chance(0.8) ? name : null,
    email: random.chance(0.3) ? `${transliterate(first)}.${transliterate(last)}${random.int(10, 99)}@example.ru` : null,
    department: department.key,
    campaign,
  }
}
