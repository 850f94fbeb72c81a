/** `/unsubscribe/<token>`: ends letters without signing in. Reading it changes nothing, because mail programs open links by themselves. */
import type { Context, Hono } from 'hono'
import type { Language } from '../../kernel/problem-texts.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import type { Database } from '../../platform/database/database.ts'
import { languageOf } from '../../platform/http/problem-response.ts'
import { findWorkspace } from '../workspaces/index.ts'
import type { Catalogue } from './catalogue.ts'
import { escapeMarkup } from './channels/channel.ts'
import type { Links, Unsubscription } from './links.ts'
import { type Person, readPerson } from './store/people.ts'
import { readPreferences, writePreferences } from './store/preferences.ts'

const words = {
  ru: {
    title: 'Письма с уведомлениями',
    which: 'Письма «{name}» на {email} ({company})',
    every: 'Все письма с уведомлениями на {email} ({company})',
    stop: 'Больше не присылать такие письма',
    stopAll: 'Не присылать никаких писем',
    stopped: 'Готово: таких писем больше не будет.',
    stoppedAll: 'Готово: писем с уведомлениями больше не будет.',
    stays: 'Колокольчик в программе остаётся. Вернуть письма можно там же: «Настройки → Уведомления».',
    over: 'Эта ссылка не действует',
    overWhy: 'Её скопировали не целиком, или этого человека больше нет в компании.',
  },
  en: {
    title: 'Letters with notifications',
    which: 'Letters “{name}” to {email} ({company})',
    every: 'All letters with notifications to {email} ({company})',
    stop: 'Send no such letters any more',
    stopAll: 'Send no letters at all',
    stopped: 'Done: there will be no such letters any more.',
    stoppedAll: 'Done: there will be no letters with notifications any more.',
    stays: 'The bell in the program stays. Letters come back where it says “Settings → Notifications”.',
    over: 'This link does not work',
    overWhy: 'It was not copied whole, or this person is not with the company any more.',
  },
} as const satisfies Record<Language, Record<string, string>>

interface House {
  readonly db: Database
  readonly catalogue: Catalogue
  readonly links: Links
  readonly now: () => Date
}

/** Opens the door on the server. */
export function serveUnsubscribe(http: Hono, house: House): void {
  const { db, catalogue, links, now } = house

  const find = async (c: Context) => {
    const asked = links.readUnsubscribe(c.req.param('token') ?? '')
    const person = asked && (await readPerson(db, asked.workspaceId, asked.employeeId))
    const company = asked && (await findWorkspace(db, asked.workspaceId))
    return asked && person && company ? { asked, person, company } : null
  }
  const over = (c: Context) => {
    const language = languageOf(c.req.raw.headers)
    return c.html(page(language, words[language].over, `<p>${words[language].overWhy}</p>`), 404)
  }

  http.get('/unsubscribe/:token', async (c) => {
    const found = await find(c)
    if (!found) return over(c)
    const { asked, person, company } = found
    const { language } = person
    const say = words[language]
    const kind = asked.type === null ? undefined : catalogue.get(asked.type)
    const text = (kind ? say.which : say.every)
      .replace('{name}', kind?.words[language].name ?? '')
      .replace('{email}', person.email)
      .replace('{company}', company.name)
    const buttons = kind ? [button('type', say.stop), button('all', say.stopAll, true)] : [button('all', say.stopAll)]
    return c.html(
      page(language, say.title, `<p>${escapeMarkup(text)}</p>${buttons.join('')}<p class="quiet">${say.stays}</p>`),
    )
  })

  http.post('/unsubscribe/:token', async (c) => {
    const found = await find(c)
    if (!found) return over(c)
    const { asked, person } = found
    // `List-Unsubscribe=One-Click` of a mail program (RFC 8058) means what the letter was about.
    const { what } = await c.req.parseBody()
    const type = what === 'all' ? null : asked.type
    await stop(db, { ...asked, type }, person, now())
    const say = words[person.language]
    const done = type === null ? say.stoppedAll : say.stopped
    return c.html(page(person.language, say.title, `<p>${done}</p><p class="quiet">${say.stays}</p>`))
  })
}

/** Ends letters of one kind, or all of them. Twice is once. */
function stop(db: Database, { workspaceId, type }: Unsubscription, person: Person, now: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const before = await readPreferences(tx, workspaceId, person.id)
    if (type === null ? !before.mail : before.paces[type] === 'never') return
    const after =
      type === null ? { ...before, mail: false } : { ...before, paces: { ...before.paces, [type]: 'never' as const } }
    await writePreferences(tx, workspaceId, person.id, after, now)
    await appendAudit(tx, workspaceId, [
      {
        at: now,
        actor: { kind: 'person', id: person.id, name: person.name },
        action: 'notifications.unsubscribed',
        objectType: 'employee',
        objectId: person.id,
        after: { type: type ?? 'all' },
      },
    ])
  })
}

const button = (what: 'type' | 'all', text: string, second = false): string =>
  `<form method="post"><button name="what" value="${what}"${second ? ' class="second"' : ''}>${text}</button></form>`

/** A page that needs no script and nobody signed in. */
const page = (language: Language, title: string, body: string): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title>
<style>
:root { color-scheme: light dark }
body { max-width: 32rem; margin: 12vh auto; padding: 0 20px; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.25rem }
button { font: inherit; padding: 8px 16px; border: 1px solid #1f5fbf; border-radius: 6px; background: #1f5fbf; color: #fff; cursor: pointer }
button.second { background: transparent; color: inherit; border-color: currentColor }
form { margin: 0 0 12px }
.quiet { opacity: .75; font-size: .875rem }
</style></head><body><h1>${title}</h1>${body}</body></html>`
