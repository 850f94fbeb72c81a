/** What the server says at the terminal. */
import type { Role } from '../../kernel/access.ts'
import { inLanguage } from './language.ts'

const russian = {
  starting: 'запускается',
  startingDatabase: '· запускаю базу данных',
  connecting: '· соединяюсь с базой данных',
  migrated: (steps: number) => `· обновил структуру базы (шагов: ${steps})`,
  ready: 'Лидоскоп работает',
  howToStop: 'Остановить: Ctrl-C',
  stopping: '· останавливаюсь',
  alreadyRuns: (folder: string, pid: number, address: string) =>
    `На данных ${folder} Лидоскоп уже работает: процесс ${pid}, ${address}.\nОстановите его или задайте другую папку (LIDOSKOP_DATA) и другой порт (PORT).`,
  portTaken: (port: number) => `Порт ${port} занят другой программой. Задайте другой: PORT=4311 npm start`,
  portForbidden: (port: number) => `Нет права открыть порт ${port}. Задайте порт выше 1023.`,
  noCompany: 'Компаний пока нет. Создайте первую: npx lidoskop company create "Название" --admin-email you@example.ru',
  demo: 'создать демонстрационную компанию: год придуманной оконной фирмы, по одному входу на роль, и маленькую клинику того же агентства',
  demoSeed: 'одно и то же число даёт один и тот же год',
  wholeNumber: 'Нужно целое число.',
  demoIsThere: 'Демонстрационная компания уже есть.',
  demoBegins: '· создаю демонстрационную компанию: год её работы, примерно полминуты',
  demoDone: (seconds: number) => `· демонстрационная компания готова (${seconds} с)`,
  logins: 'Вход в демонстрационную компанию (пароль у всех один):',
  password: 'пароль',
  roles: {
    manager: 'менеджер',
    senior: 'старший',
    head: 'РОП',
    marketing: 'маркетолог',
    director: 'директор',
    auditor: 'аудитор',
    admin: 'администратор',
    agency: 'агентство',
  } as Record<Role, string>,
}

const english: typeof russian = {
  starting: 'starting',
  startingDatabase: '· starting the database',
  connecting: '· connecting to the database',
  migrated: (steps) => `· brought the database’s structure up to date (${steps} steps)`,
  ready: 'Lidoskop is running',
  howToStop: 'To stop it: Ctrl-C',
  stopping: '· stopping',
  alreadyRuns: (folder, pid, address) =>
    `Lidoskop already runs on the data in ${folder}: process ${pid}, ${address}.\nStop it, or choose another folder (LIDOSKOP_DATA) and another port (PORT).`,
  portTaken: (port) => `Port ${port} is taken by another program. Choose another: PORT=4311 npm start`,
  portForbidden: (port) => `No right to open port ${port}. Choose one above 1023.`,
  noCompany:
    'There is no company yet. Make the first: npx lidoskop company create "Name" --admin-email you@example.com',
  demo: 'create the demo company: a year of an invented window fitter with one login per role, and a small clinic of the same agency',
  demoSeed: 'the same number tells the same year',
  wholeNumber: 'A whole number is wanted.',
  demoIsThere: 'The demo company is there already.',
  demoBegins: '· making the demo company: a year of its work, about half a minute',
  demoDone: (seconds) => `· the demo company is ready (${seconds} s)`,
  logins: 'Sign in to the demo company (one password for all):',
  password: 'password',
  roles: {
    manager: 'manager',
    senior: 'senior',
    head: 'head',
    marketing: 'marketing',
    director: 'director',
    auditor: 'auditor',
    admin: 'admin',
    agency: 'agency',
  },
}

export const words = inLanguage({ ru: russian, en: english })
