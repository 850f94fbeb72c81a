/** Entry of `/site/widget.js`: `<script src="https://…/site/widget.js" data-key="…" defer></script>`, or loaded by the visit script. */
import { callback, callbackStyles } from './callback/index.ts'
import { chat, chatStyles } from './chat/index.ts'
import type { Part, SiteServer } from './shell/part.ts'
import { createShell, type Shell } from './shell/shell.ts'
import { languageOf } from './shell/texts.ts'

const parts: readonly Part[] = [chat, callback]
const styles: readonly string[] = [chatStyles, callbackStyles]

declare global {
  interface Window {
    /** What a site's own code may do: `lidoskopWidget.open('chat')`. */
    lidoskopWidget?: Shell
  }
}

/** Shows what the site offers; nothing at all where it offers nothing or the server does not answer. */
async function start(script: HTMLScriptElement): Promise<void> {
  const { key, language: wanted } = script.dataset
  if (!key || window.lidoskopWidget) return
  const base = new URL(script.src).origin
  const site: SiteServer = { base, key, visit: visitOf, address: (path) => `${base}/site/${key}/${path}` }
  const language = languageOf(wanted)
  const loaded = await Promise.all(
    parts.map(async (part) => {
      const one = await part.load(site, language)
      return one ? [{ ...one, name: part.name }] : []
    }),
  )
  const offered = loaded.flat()
  if (offered.length === 0 || window.lidoskopWidget) return
  const shell = createShell(site, language, offered, styles)
  window.lidoskopWidget = shell
  // Any link or button of the site opens a part without code: <a href="#" data-lidoskop="chat">.
  document.addEventListener('click', (event) => {
    const opener = event.target instanceof Element ? event.target.closest('[data-lidoskop]') : null
    if (!opener) return
    event.preventDefault()
    shell.open(opener.getAttribute('data-lidoskop') || undefined)
  })
}

/** What the visit script tells; where it is not on the page nobody knows how the visitor came. */
function visitOf(): { visitor: string | null; visit: string | null } {
  const counter = window.lidoskop
  const visit = counter && 'visit' in counter ? counter.visit() : null
  return { visitor: visit?.visitor ?? null, visit: visit?.visit ?? null }
}

const script = document.currentScript
if (script instanceof HTMLScriptElement) {
  if (document.body) void start(script)
  else document.addEventListener('DOMContentLoaded', () => void start(script))
}
