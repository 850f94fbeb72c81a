import { expect, test } from 'vitest'
import { lidoskop } from './test-command.ts'

const russian = { LANG: 'ru_RU.UTF-8' }
const threeEnglishWords = /[a-z]{3,} [a-z]{3,} [a-z]{3,}/i

const commands: readonly (readonly string[])[] = [
  [],
  ['serve'],
  ['migrate'],
  ['import'],
  ['report'],
  ['demo'],
  ['company', 'create'],
  ['company', 'list'],
  ['user', 'create'],
  ['user', 'password'],
  ['user', 'list'],
  ['apikey', 'create'],
  ['audit', 'verify'],
  ['rebuild'],
  ['doctor'],
]

test('every help page is in the language of the system', { timeout: 60_000 }, async () => {
  for (const command of commands) {
    const { code, stdout } = await lidoskop([...command, '--help'], russian)
    expect([command, code]).toEqual([command, 0])
    expect(stdout).toMatch(/^Как вызвать: lidoskop/)
    // The first line is the call itself, whose names are the program's in every language.
    expect(stdout.split('\n').slice(1).join('\n')).not.toMatch(threeEnglishWords)
  }
})

test('mistakes are told in it as well', { timeout: 60_000 }, async () => {
  const told = async (...parameters: string[]) => (await lidoskop(parameters, russian)).stderr.split('\n')[0]
  expect(await told('apikey', 'create', '--role', 'admin')).toBe(
    'ошибка: не указан обязательный параметр -w, --workspace <company>',
  )
  expect(await told('apikey', 'create', '-w', 'x', '--role', 'boss')).toMatch(
    /^ошибка: значение «boss» не подходит параметру --role <role>\. Можно: manager, /,
  )
  expect(await told('import', 'calls', '-w', 'x')).toBe('ошибка: не указан аргумент «file»')
  expect(await told('demo', '--seed', 'abc')).toContain('Нужно целое число.')
  expect(await told('company', 'list', '--quickly')).toBe('ошибка: неизвестный параметр --quickly')
  const setting = await lidoskop(['migrate'], { ...russian, PORT: 'many' })
  expect(setting).toMatchObject({ code: 1, stderr: 'PORT: не подходит значение «many»\n' })
})

test('LIDOSKOP_LANG says otherwise than the system', { timeout: 60_000 }, async () => {
  expect((await lidoskop(['--help'], { ...russian, LIDOSKOP_LANG: 'en' })).stdout).toMatch(
    /^Usage: lidoskop \[options\]/,
  )
  expect((await lidoskop(['--help'], { LANG: 'C', LIDOSKOP_LANG: 'ru' })).stdout).toMatch(/^Как вызвать: lidoskop/)
})
