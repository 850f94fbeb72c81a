import { element, icon, icons } from './dom.ts'
import { guardFocus } from './focus.ts'
import type { Language, LoadedPart, Look, MountedPart, SiteServer } from './part.ts'
import { adopt, shellStyles } from './styles.ts'
import { shellTexts, speak } from './texts.ts'

export interface Shell {
  /** Opens the panel; with a name, that part of it. */
  open(part?: string): void
  close(): void
}

interface Shown {
  readonly name: string
  readonly title: string
  readonly tab: HTMLButtonElement
  readonly part: MountedPart
}

/** The launcher and its panel, with a tab for each part where there is more than one. */
export function createShell(
  site: SiteServer,
  language: Language,
  parts: readonly (LoadedPart & { readonly name: string })[],
  styles: readonly string[],
): Shell {
  const t = speak(shellTexts, language)
  const host = document.createElement('lidoskop-widget')
  const root = host.attachShadow({ mode: 'open' })
  adopt(root, [shellStyles, ...styles])
  dress(host, Object.assign({}, ...parts.map(({ look }) => look ?? {})))

  const badge = element('span', { class: 'badge', hidden: true })
  const launcher = element(
    'button',
    { type: 'button', class: 'launcher', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', onclick: () => toggle() },
    icon(icons.talk),
    badge,
  )
  const heading = element('h2', { id: 'title' })
  const tabs = element('div', { class: 'tabs', role: 'tablist', 'aria-label': t('tabs') })
  const shut = element('button', { type: 'button', class: 'shut', 'aria-label': t('close'), onclick: () => close() })
  shut.append(icon(icons.close))
  const body = element('div', { class: 'body' })
  const spoken = element('div', { class: 'spoken', role: 'status', 'aria-live': 'polite' })
  const panel = element(
    'div',
    { class: 'panel', id: 'panel', role: 'dialog', 'aria-label': t('panel'), tabindex: '-1', hidden: true },
    element('div', { class: 'head' }, parts.length > 1 ? tabs : heading, shut),
    body,
  )
  launcher.setAttribute('aria-controls', 'panel')
  root.append(panel, launcher, spoken)

  let current: Shown | undefined
  const counts = new Map<string, number>()
  const isOpen = () => !panel.hidden
  const shown = parts.map(({ name, title, tab: label, mount }): Shown => {
    const count = element('span', { class: 'count', hidden: true })
    const tab = element(
      'button',
      { type: 'button', class: 'tab', role: 'tab', id: `tab-${name}`, onclick: () => choose(name) },
      label,
      count,
    )
    const part = mount({
      language,
      site,
      isOpen: () => isOpen() && current?.name === name,
      open: () => open(name),
      announce: (text) => {
        spoken.textContent = text
      },
      badge: (value) => {
        counts.set(name, value)
        count.textContent = String(value)
        count.hidden = value === 0
        showBadge()
      },
    })
    part.node.setAttribute('role', parts.length > 1 ? 'tabpanel' : 'group')
    part.node.setAttribute('aria-labelledby', parts.length > 1 ? tab.id : heading.id)
    part.node.hidden = true
    body.append(part.node)
    tabs.append(tab)
    return { name, title, tab, part }
  })
  tabs.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step || !current) return
    const next = shown[(shown.indexOf(current) + step + shown.length) % shown.length]
    if (next) choose(next.name)
    next?.tab.focus()
  })
  guardFocus(panel, () => close())
  showBadge()
  document.body.append(host)

  function showBadge(): void {
    const count = [...counts.values()].reduce((sum, one) => sum + one, 0)
    badge.hidden = count === 0
    badge.textContent = count > 99 ? '99+' : String(count)
    launcher.setAttribute('aria-label', count > 0 ? t('unread', { count }) : t('launcher'))
  }
  function choose(name: string): void {
    const wanted = shown.find((one) => one.name === name) ?? shown[0]
    if (!wanted) return
    const changed = current !== wanted
    if (changed && current && isOpen()) current.part.hidden()
    current = wanted
    heading.textContent = wanted.title
    for (const { tab, part } of shown) {
      const mine = part === wanted.part
      part.node.hidden = !mine
      tab.setAttribute('aria-selected', String(mine))
      tab.tabIndex = mine ? 0 : -1
    }
    if (changed && isOpen()) wanted.part.shown()
  }
  function open(name?: string): void {
    const was = isOpen()
    choose(name ?? current?.name ?? '')
    if (was) return
    panel.hidden = false
    host.dataset.open = ''
    launcher.setAttribute('aria-expanded', 'true')
    current?.part.shown()
    current?.part.focus()
  }
  function close(): void {
    if (!isOpen()) return
    current?.part.hidden()
    panel.hidden = true
    delete host.dataset.open
    launcher.setAttribute('aria-expanded', 'false')
    launcher.focus()
  }
  const toggle = () => (isOpen() ? close() : open())
  return { open, close }
}

/** The settings of the company; what the site's own style sheet says of `--lidoskop-*` comes first. */
function dress(host: HTMLElement, { accent, side, scheme }: Look): void {
  if (accent) host.style.setProperty('--set-accent', accent)
  host.dataset.side = side ?? 'right'
  host.dataset.scheme = scheme ?? 'light'
}
