import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'

export type { Page }

export interface Look {
  readonly language: 'ru' | 'en'
  readonly device: 'desktop' | 'phone'
  readonly theme: 'light' | 'dark'
}

/** Every way in which a screen is seen. */
export const looks: readonly Look[] = (['ru', 'en'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).flatMap((device) =>
    (['light', 'dark'] as const).map((theme) => ({ language, device, theme })),
  ),
)

const viewports = { desktop: { width: 1360, height: 860 }, phone: { width: 390, height: 844 } } as const

export interface Visitor {
  readonly email: string
  readonly password: string
}

export interface PageOptions {
  readonly url: string
  readonly visitor?: Visitor
  readonly look?: Partial<Look>
  /** The interface speaks the language of the visitor's profile, whatever the look says. */
  readonly speaksProfile?: boolean
  /** What the browser calls itself; by default that it has no window, which sites take for a robot. */
  readonly userAgent?: string
}

export interface TestBrowser {
  /** A page of its own session. With a visitor it is signed in; the interface speaks the look's language. */
  page(options: PageOptions): Promise<Page>
  close(): Promise<void>
}

/** Starts a real browser without a window. Close it when done. */
export async function openBrowser(): Promise<TestBrowser> {
  const { path, env } = findChromium()
  const browser = await chromium.launch({
    executablePath: path,
    env: { ...process.env, ...env } as Record<string, string>,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
    ],
  })
  return {
    page: (options) => openPage(browser, options),
    close: () => browser.close(),
  }
}

async function openPage(
  browser: Browser,
  { url, visitor, look = {}, speaksProfile = false, userAgent }: PageOptions,
): Promise<Page> {
  const { language = 'ru', device = 'desktop', theme = 'light' } = look
  const context = await browser.newContext({
    baseURL: url,
    viewport: viewports[device],
    isMobile: device === 'phone',
    hasTouch: device === 'phone',
    colorScheme: theme,
    locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    reducedMotion: 'reduce',
    ...(userAgent !== undefined && { userAgent }),
  })
  if (visitor) await signIn(context, url, visitor)
  if (!speaksProfile) await speak(context, language)
  return context.newPage()
}

async function signIn(context: BrowserContext, url: string, { email, password }: Visitor): Promise<void> {
  const answer = await context.request.post('/api/auth/sign-in/email', {
    data: { email, password },
    headers: { origin: url },
  })
  if (!answer.ok()) throw new Error(`sign-in of ${email}: ${answer.status()} ${await answer.text()}`)
}

/** The profile's language is told to the page as wanted, and stays what it is on the server. */
async function speak(context: BrowserContext, language: 'ru' | 'en'): Promise<void> {
  await context.route('**/api/v1/session', async (route) => {
    if (route.request().method() !== 'GET') return route.continue()
    try {
      const response = await route.fetch()
      const session = (await response.json()) as { person?: { language: string } | null }
      if (session.person) session.person.language = language
      await route.fulfill({ response, json: session })
    } catch {
      // The page was closed meanwhile: nobody waits for the answer.
    }
  })
}

/** Waits until nothing on the page is being loaded any more. */
export async function settle(page: Page): Promise<void> {
  const isStill = () => {
    const root = document.getElementById('root')
    return root !== null && root.childElementCount > 0 && document.querySelector('[data-loading]') === null
  }
  // One part of a page may begin to load when another has come: still means still twice.
  for (let still = 0; still < 2; still = (await page.evaluate(isStill)) ? still + 1 : 0) {
    await page.waitForFunction(isStill)
    await page.waitForTimeout(250)
  }
  await page.evaluate(() => document.fonts.ready)
}

/** Saves what is seen as `folder/name.ru.phone.dark.png` and returns the path. */
export async function photograph(page: Page, folder: string, name: string, look: Look): Promise<string> {
  const path = join(folder, `${name}.${look.language}.${look.device}.${look.theme}.png`)
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  const { width, height: seen } = viewports[look.device]
  await page.setViewportSize({ width, height: Math.min(Math.max(height, seen), 2200) })
  await page.screenshot({ path })
  await page.setViewportSize(viewports[look.device])
  return path
}

/** Opens a path in all eight looks and saves what is seen. `prepare` may click before the picture is taken. */
export async function look(
  browser: TestBrowser,
  options: {
    url: string
    path: string
    name: string
    folder: string
    visitor?: Visitor
    looks?: readonly Look[]
    prepare?: (page: Page) => Promise<void>
  },
): Promise<string[]> {
  const pictures: string[] = []
  for (const one of options.looks ?? looks) {
    const page = await browser.page({ url: options.url, visitor: options.visitor, look: one })
    await page.goto(options.path)
    await settle(page)
    await options.prepare?.(page)
    pictures.push(await photograph(page, options.folder, options.name, one))
    await page.context().close()
  }
  return pictures
}

interface Violation {
  readonly id: string
  readonly impact: string | null
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

const axe = () => readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What would keep somebody with other eyes or hands from using the page: axe's serious and critical findings, one line each. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe())
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
    const result = await axe.run({ resultTypes: ['violations'] })
    return result.violations
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${help}: ${node.html.slice(0, 160)}`))
}
