/** Entry of `/site/<key>/s.js`: `<script src="https://…/site/<key>/s.js" async></script>`. For people: docs/site-script.md. */
import { watchForms } from './forms.ts'
import { forget, keep, mayKeep, recall } from './memory.ts'
import { recallNumbers, showNumbers } from './numbers.ts'
import { createQueue, type Hit } from './queue.ts'
import { currentVisit, forgetVisit, headAlone, headNow, pageAddress } from './visit.ts'
import { watchLinks, watchPages } from './watch.ts'

/** What a site's own code may do. Calls before the script has come: `(window.lidoskop = window.lidoskop || []).push(['goal', 'calculator'])`. */
export interface Lidoskop {
  /** With `data-consent`: the visitor allows (or, with false, forbids) to be remembered. */
  consent(given?: boolean): void
  goal(name: string, value?: number): void
  /** A contact that no form was submitted with. */
  form(contact: { phone?: string; email?: string; name?: string; form?: string }): void
  visit(): ReturnType<typeof currentVisit>
  push(call: readonly [name: 'consent' | 'goal' | 'form', ...told: never[]]): void
}

declare global {
  interface Window {
    lidoskop?: Lidoskop | (readonly [name: 'consent' | 'goal' | 'form', ...told: never[]])[]
  }
}

const consentKey = 'lk-consent'
/** A number stays the visitor's while somebody reads the page. */
const stayMs = 60_000

function start(script: HTMLScriptElement): void {
  const base = script.src.replace(/s\.js(\?.*)?$/, '')
  const asks = 'consent' in script.dataset
  let consent = !asks || recall(consentKey) === 1
  let holds = false
  mayKeep(consent)

  const queue = createQueue(`${base}hits`, ({ numbers, widget }) => {
    if (numbers) showNumbers(numbers as Parameters<typeof showNumbers>[0])
    holds ||= Object.keys(numbers ?? {}).length > 0
    if (widget) loadWidget(base)
  })
  setInterval(() => {
    if (holds && consent && document.visibilityState === 'visible') queue.ask(headNow(false))
  }, stayMs)
  /** Without consent the first page is all that is told, and it is told of nobody. */
  let toldAlone = false
  const tell = (hit: Omit<Hit, 'url'>): void => {
    if (!consent && (toldAlone || hit.kind !== 'page')) return
    toldAlone = !consent
    queue.add(consent ? headNow(hit.kind === 'page') : headAlone(), { ...hit, url: pageAddress() })
  }
  const goal: Lidoskop['goal'] = (name, value) => tell({ kind: 'goal', name, ...(value !== undefined && { value }) })
  const form: Lidoskop['form'] = ({ phone, email, name, form: title }) => {
    if (phone || email) tell({ kind: 'form', name: title, phone, email, person: name })
  }
  const allow: Lidoskop['consent'] = (given = true) => {
    if (given === consent || !asks) return
    consent = given
    if (given) {
      mayKeep(true)
      keep(consentKey, 1)
      tell({ kind: 'consent' })
    } else {
      forgetVisit()
      queue.clear()
      forget(consentKey)
      mayKeep(false)
    }
  }
  const calls = { consent: allow, goal, form }
  const push: Lidoskop['push'] = ([name, ...told]) => (calls[name] as (...given: never[]) => void)?.(...told)
  const early = window.lidoskop
  window.lidoskop = { ...calls, visit: currentVisit, push }

  if (consent) recallNumbers()
  tell({ kind: 'page' })
  watchPages(() => tell({ kind: 'page' }))
  watchLinks((kind, name) => tell({ kind, name }))
  watchForms((contact, name) => tell({ kind: 'form', name, ...contact }))
  if (Array.isArray(early)) for (const call of early) push(call)
}

/** Chat and callback are loaded where the site has them switched on, and no sooner than the page is done with itself. */
function loadWidget(base: string): void {
  const load = (): void => {
    const script = document.createElement('script')
    const [, server = '', key = ''] = /^(.*\/site\/)([^/]+)\/$/.exec(base) ?? []
    script.src = `${server}widget.js`
    script.dataset.key = key
    script.async = true
    document.head.append(script)
  }
  if (document.readyState === 'complete') load()
  else addEventListener('load', load)
}

const script = document.currentScript
// Twice on a page (a template and a tag manager) it would count everything twice.
if (script instanceof HTMLScriptElement && !(window.lidoskop && 'goal' in window.lidoskop)) {
  // A page that the browser prepared in advance is a visit when somebody looks at it.
  if ('prerendering' in document && document.prerendering) {
    document.addEventListener('prerenderingchange', () => start(script), { once: true })
  } else start(script)
}
