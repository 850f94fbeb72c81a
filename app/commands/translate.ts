/** Russian for what libraries and the database's launcher say in English alone: a pattern and the sentence for it. */
import { commandLanguage } from './language.ts'

type Sentences = readonly (readonly [pattern: RegExp, russian: string])[]

/** Mistakes at the command line, as commander words them. */
const mistakes: Sentences = [
  [/^error: missing required argument '(.+)'/, 'ошибка: не указан аргумент «$1»'],
  [/^error: required option '(.+)' not specified/, 'ошибка: не указан обязательный параметр $1'],
  [/^error: option '(.+)' argument missing/, 'ошибка: у параметра $1 нет значения'],
  [/^error: unknown option '(.+?)'/, 'ошибка: неизвестный параметр $1'],
  [/^error: unknown command '(.+?)'/, 'ошибка: неизвестная команда «$1»'],
  [
    /^error: too many arguments(?: for '.+')?\. Expected (\d+) arguments? but got (\d+)\./,
    'ошибка: лишние аргументы: нужно $1, указано $2.',
  ],
  [/^error: option '(.+?)' argument '(.*?)' is invalid\./, 'ошибка: значение «$2» не подходит параметру $1.'],
  [
    /^error: command-argument value '(.*?)' is invalid for argument '(.+?)'\./,
    'ошибка: значение «$1» не подходит аргументу «$2».',
  ],
  [/Allowed choices are/, 'Можно:'],
  [/\(Did you mean one of (.+)\?\)/, '(Похоже на: $1)'],
  [/\(Did you mean (.+)\?\)/, '(Похоже на: $1)'],
]

/** Titles and notes of help pages. */
const helpWords: Sentences = [
  [/^Usage:/, 'Как вызвать:'],
  [/^Arguments:/, 'Аргументы:'],
  [/^Options:/, 'Параметры:'],
  [/^Commands:/, 'Команды:'],
  [/\[options\]/g, '[параметры]'],
  [/\[command\]/g, '[команда]'],
  [/\(choices: /, '(можно: '],
  [/([( ])default: /, '$1по умолчанию: '],
]

/** What the launcher of the embedded database tells while it works. */
const launcher: Sentences = [
  [/^creating the database$/, 'создаю базу данных'],
  [
    /^(.+) is closed to the database's account, so its files lie in (.+)$/,
    'папка $1 закрыта для учётной записи базы данных, поэтому её файлы лежат в $2',
  ],
  [/^the database stopped unexpectedly, starting it again$/, 'база данных неожиданно остановилась, запускаю снова'],
  [/^the database runs again$/, 'база данных снова работает'],
  [/^the database does not start: /, 'база данных не запускается: '],
  [/^the database is not ready to start yet, trying again$/, 'база данных ещё не готова запуститься, пробую снова'],
]

const translate =
  (sentences: Sentences) =>
  (text: string): string =>
    commandLanguage === 'en'
      ? text
      : sentences.reduce((said, [pattern, russian]) => said.replace(pattern, russian), text)

export const translateMistake = translate(mistakes)
export const translateHelp = translate(helpWords)
export const translateLauncher = translate(launcher)
