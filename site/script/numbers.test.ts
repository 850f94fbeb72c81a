import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser, type Page, type TestBrowser } from '../../platform/testing/browser.ts'
import type { Numbers } from './numbers.ts'

/** What the script does before anything else, and what it does with the server's answer. */
const entry = `
  import { recallNumbers, showNumbers } from './numbers.ts'
  recallNumbers()
  window.showNumbers = showNumbers
`

let browser: TestBrowser
let page: Page
let script: string
beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
  })
  script = outputFiles[0]?.text ?? ''
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** A site of one page, whose script stands in its head as ours does. */
let body = ''
beforeEach(async () => {
  await page?.context().close()
  page = await browser.page({ url: 'http://okna.test' })
  await page.route('http://okna.test/**', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><head><script>${script}</script></head><body>${body}</body>`,
    }),
  )
})

const open = async (html: string, path = '/') => {
  body = html
  await page.goto(`http://okna.test${path}`)
}
const show = (numbers: Numbers) =>
  page.evaluate((wanted) => (window as unknown as { showNumbers(numbers: object): void }).showNumbers(wanted), numbers)
const text = (selector: string) => page.locator(selector).textContent()

const ours = '+74951234567'
const shown = '+74997654321'

describe('a number on a page', () => {
  const writings: readonly (readonly [written: string, seen: string])[] = [
    ['8 (495) 123-45-67', '8 (499) 765-43-21'],
    ['+7 495 123 45 67', '+7 499 765 43 21'],
    ['+74951234567', '+74997654321'],
    ['8-495-123-45-67', '8-499-765-43-21'],
    ['(495) 123–45–67', '(499) 765–43–21'],
    ['495.123.45.67', '499.765.43.21'],
    ['+7 495 1234567', '+7 499 7654321'],
    ['84951234567', '84997654321'],
    ['Звоните: 8 (495) 123-45-67, ежедневно с 9 до 21', 'Звоните: 8 (499) 765-43-21, ежедневно с 9 до 21'],
  ]
  test('changes and keeps its looks, however it is written', async () => {
    await open(writings.map(([written]) => `<p>${written}</p>`).join(''))
    await show({ [ours]: shown })
    expect(await page.locator('p').allInnerTexts()).toEqual(writings.map(([, seen]) => seen))
  })

  test('changes where it is split over elements', async () => {
    await open('<p><span>8 (495)</span> <b>123</b>-<b>45-67</b></p>')
    await show({ [ours]: shown })
    expect(await page.locator('p').innerHTML()).toBe('<span>8 (499)</span> <b>765</b>-<b>43-21</b>')
  })

  test('changes in links that dial it', async () => {
    const links = ['tel:+74951234567', 'tel:84951234567', 'tel:+7-495-123-45-67', 'TEL:8(495)1234567']
    await open(links.map((href) => `<a href="${href}">Позвонить</a>`).join(''))
    await show({ [ours]: shown })
    expect(await page.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
      'tel:+74997654321',
      'tel:84997654321',
      'tel:+7-499-765-43-21',
      'TEL:8(499)7654321',
    ])
  })

  test('stays where it is another one, a part of something longer, or in another kind of link', async () => {
    const html =
      '<p>8 (495) 123-45-68</p><p>184951234567890</p><p>495 руб.</p><a href="https://wa.me/74951234567">Чат</a>'
    await open(html)
    await show({ [ours]: shown })
    expect(await page.locator('body').innerHTML()).toBe(html)
  })

  test('stays in what people type, and in code', async () => {
    const html = `<input value="8 (495) 123-45-67"><textarea>8 (495) 123-45-67</textarea>
      <div contenteditable="true">8 (495) 123-45-67</div><script type="application/json">"+74951234567"</script>`
    await open(html)
    const before = await page.locator('body').innerHTML()
    await show({ [ours]: shown })
    await page.locator('div').press('End')
    await page.locator('div').type(' доб. 5')
    expect((await page.locator('body').innerHTML()).replace(/(&nbsp;| )доб. 5/, '')).toBe(before)
    expect(await page.locator('input').inputValue()).toBe('8 (495) 123-45-67')
  })

  test('of another country, or with other digits, is not mixed up', async () => {
    await open('<p>+7 495 123-45-67</p><p>+375 29 123-45-67</p><p>8 800 100-20-30</p>')
    await show({ [ours]: '+375291112233', '+375291234567': '+375297654321', '+78001002030': shown })
    expect(await page.locator('p').allInnerTexts()).toEqual([
      '+7 495 123-45-67',
      '+375 29 765-43-21',
      '8 499 765-43-21',
    ])
  })
})

describe('a page that changes', () => {
  test('shows the visitor’s number before anybody sees the other one', async () => {
    await open('<main></main>')
    await show({ [ours]: shown })
    const seen = await page.evaluate(async () => {
      const main = document.querySelector('main')
      const frame = () => new Promise((resume) => requestAnimationFrame(resume))
      const texts: (string | null | undefined)[] = []
      main?.insertAdjacentHTML('beforeend', '<a href="tel:84951234567">8 (495) <i>123-45-67</i></a>')
      await frame()
      texts.push(main?.textContent, main?.querySelector('a')?.getAttribute('href'))
      const text = main?.querySelector('i')?.firstChild
      if (text) text.nodeValue = '123-45-67'
      main?.querySelector('a')?.setAttribute('href', 'tel:+74951234567')
      main?.append('+7 495 123-45-67')
      await frame()
      return [...texts, main?.lastChild?.nodeValue, main?.querySelector('a')?.getAttribute('href')]
    })
    expect(seen).toEqual(['8 (499) 765-43-21', 'tel:84997654321', '+7 499 765-43-21', 'tel:+74997654321'])
  })

  test('shows another number when the visitor gets another one, and its own when there is none', async () => {
    await open('<p>8 (495) 123-45-67</p>')
    await show({ [ours]: shown })
    await show({ [ours]: '+74991112233' })
    expect(await text('p')).toBe('8 (499) 111-22-33')
    await show({})
    expect(await text('p')).toBe('8 (495) 123-45-67')
  })

  test('does not answer its own changes for ever', async () => {
    await open('<p>8 (495) 123-45-67</p><p>8 (499) 765-43-21</p>')
    await show({ [ours]: shown, [shown]: ours })
    const changes = await page.evaluate(async () => {
      let heard = 0
      const observer = new MutationObserver((records) => {
        heard += records.length
      })
      observer.observe(document, { subtree: true, characterData: true, childList: true })
      document.body.append('ещё')
      await new Promise((resume) => setTimeout(resume, 100))
      return heard
    })
    expect(changes).toBe(1)
  })
})

test('the next page shows the number from its first moment, without an answer of the server', async () => {
  await open('<p>8 (495) 123-45-67</p>')
  await show({ [ours]: shown })
  await open(
    '<p>8 (495) 123-45-67</p><script>window.early = document.querySelector("p").textContent</script>',
    '/contacts',
  )
  expect(await page.evaluate('window.early')).toBe('8 (499) 765-43-21')
  expect(await text('p')).toBe('8 (499) 765-43-21')
})

test('weighs less than a kilobyte', () => {
  expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(0.95 * 1024)
})
