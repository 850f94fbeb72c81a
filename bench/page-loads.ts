/** The same page with the sites' script and without, in a real browser, one after the other so that the machine's moods fall on both. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { median } from '../kernel/statistics/quantiles.ts'
import { openBrowser } from '../platform/testing/browser.ts'

interface Loads {
  /** Medians in milliseconds from the navigation's start; the number of tasks over 50 ms in all runs. */
  readonly paint: number
  readonly load: number
  readonly longTasks: number
}

const paragraph = '<p>Окна под ключ с установкой за один день, гарантия пять лет, замер бесплатно.</p>'

export async function pageLoads(script: string, runs: number): Promise<{ without: Loads; with: Loads }> {
  const site = createServer((asked, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    const tag = asked.url?.startsWith('/with') ? `<script src="${script}" async></script>` : ''
    answer.end(`<!doctype html><title>Окна</title>${tag}<h1>Окна</h1>${paragraph.repeat(300)}`)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  const browser = await openBrowser()
  const visit = async (path: string) => {
    const page = await browser.page({ url })
    await page.goto(path, { waitUntil: 'load' })
    await page.waitForTimeout(150)
    const seen = await page.evaluate(async () => {
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
      const longTasks = await new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => resolve(list.getEntries().length))
        observer.observe({ type: 'longtask', buffered: true })
        setTimeout(() => resolve(0), 50)
      })
      return {
        paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
        load: navigation?.loadEventEnd ?? 0,
        longTasks,
      }
    })
    await page.context().close()
    return seen
  }
  try {
    await visit('/with')
    await visit('/without')
    const found: Record<'with' | 'without', Loads[]> = { with: [], without: [] }
    for (let run = 0; run < runs; run++) {
      for (const kind of ['without', 'with'] as const) found[kind].push(await visit(`/${kind}`))
    }
    const summary = (loads: readonly Loads[]): Loads => ({
      paint: median(loads.map(({ paint }) => paint)) ?? 0,
      load: median(loads.map(({ load }) => load)) ?? 0,
      longTasks: loads.reduce((sum, { longTasks }) => sum + longTasks, 0),
    })
    return { without: summary(found.without), with: summary(found.with) }
  } finally {
    await browser.close()
    site.close()
  }
}
