/**
 * `npm run screens -- FOLDER [--url ADDRESS] [--only PART] [--looks ru.phone.dark,…]`
 * Takes pictures of every registered screen of the demo company in both languages, on desktop and phone, light and dark.
 */
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Role } from '../kernel/access.ts'
import { type Look, looks, openBrowser, type Page, photograph, settle } from '../platform/testing/browser.ts'
import type { Screen } from '../platform/web/screens/screen.ts'
import { type DemoServer, runningDemoServer, startDemoServer } from './demo-server.ts'
import { registeredScreens, screenAddress, visitorOf } from './registered-screens.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string' }, only: { type: 'string' }, looks: { type: 'string' } },
})
const [target] = positionals
if (!target) {
  process.stderr.write('npm run screens -- FOLDER [--url ADDRESS] [--only PART] [--looks ru.phone.dark,…]\n')
  process.exit(2)
}
const folder = resolve(target)
mkdirSync(folder, { recursive: true })

const nameOf = ({ language, device, theme }: Look) => `${language}.${device}.${theme}`
const wanted = values.looks ? looks.filter((one) => values.looks?.split(',').includes(nameOf(one))) : looks
const screens = (await registeredScreens()).filter(({ path }) => path.includes(values.only ?? ''))
const server = values.url ? await runningDemoServer(values.url) : await startDemoServer()
const browser = await openBrowser()
try {
  for (const one of wanted) {
    process.stdout.write(`${nameOf(one)}: ${await walk(one, server)} pictures\n`)
  }
} finally {
  await browser.close()
  await server.close()
}

async function walk(one: Look, { url, slug, logins }: DemoServer): Promise<number> {
  let taken = 1
  const entrance = await browser.page({ url, look: one })
  await picture(entrance, '/sign-in', 'sign-in', one)
  await entrance.context().close()
  const byVisitor = new Map<Role, Screen[]>()
  for (const screen of screens) byVisitor.set(visitorOf(screen), [...(byVisitor.get(visitorOf(screen)) ?? []), screen])
  for (const [role, theirs] of byVisitor) {
    const visitor = logins.get(role)
    if (!visitor) throw new Error(`the demo company has no ${role}`)
    const page = await browser.page({ url, visitor, look: one })
    for (const screen of theirs) {
      const name = screen.path.replaceAll('/', '-').replaceAll('$', '')
      const address = await screenAddress(page, slug, screen)
      if (address) {
        await picture(page, address, name, one)
        taken += 1
      } else process.stdout.write(`${screen.path}: there is none to show\n`)
    }
    await page.context().close()
  }
  return taken
}

async function picture(page: Page, address: string, name: string, one: Look): Promise<void> {
  await page.goto(address)
  await settle(page)
  await photograph(page, folder, name, one)
}
