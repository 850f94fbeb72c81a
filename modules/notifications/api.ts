import { newId } from '../../kernel/ids.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Member, RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import type { NoticeKind } from '../../platform/notices/kinds.ts'
import type { WorkSource } from '../../platform/notices/work.ts'
import { findWorkspace } from '../workspaces/index.ts'
import { createCompanyApi } from './api/company.ts'
import { trialItem } from './api/trial.ts'
import { wordings } from './catalogue.ts'
import type { Ask } from './channels/channel.ts'
import { contract } from './contract.ts'
import { isOverdue, mayHear } from './rules.ts'
import { type Post, tellingOf } from './send.ts'
import { countUnread, listBell, markRead } from './store/notices.ts'
import { type Person, placesOf, readPerson } from './store/people.ts'
import { readPreferences, untouched, writePreferences } from './store/preferences.ts'
import { listWork } from './work.ts'

export interface ApiParts {
  readonly post: Post
  readonly work: readonly WorkSource[]
  readonly ask: Ask
  /** Looks for what is to be sent now. */
  readonly look: (workspaceId: string) => Promise<void>
}

const shownKind = ({ type, words, mail, numbers }: NoticeKind) => ({
  type,
  name: { ru: words.ru.name, en: words.en.name },
  mail,
  numbers: numbers ?? {},
})

/** The operations on the bell, the own work, the own wishes, and those of the company. */
export function createNotificationsApi(parts: ApiParts) {
  const { post, work } = parts
  const { db, catalogue, links } = post
  const api = implement(contract).$context<RequestContext>().use(access)

  /** What somebody was told and may still see: a role or a department may be another one since. */
  const told = async (member: Member, employeeId: string, page: { before: string | null; limit: number }) => {
    const rows = await listBell(db, member.workspaceId, employeeId, { ...page, limit: page.limit + 1 })
    const shown = rows.slice(0, page.limit)
    const ids = shown.flatMap(({ interactionId }) => interactionId ?? [])
    const places = await placesOf(db, member.workspaceId, ids)
    const listener = { id: employeeId, role: member.role, departmentId: member.departmentId }
    const items = shown.flatMap(({ id, type, facts, path, createdAt, readAt, interactionId }) => {
      const kind = catalogue.get(type)
      const place = interactionId === null ? 'none' : (places.get(interactionId) ?? 'gone')
      if (!kind || !mayHear(listener, kind, place)) return []
      return [{ id, type, text: wordings(kind.words, facts), path, at: createdAt, readAt }]
    })
    return { items, more: rows.length > page.limit }
  }

  const requirePerson = async ({ workspaceId, employeeId }: Member): Promise<Person> => {
    const person = employeeId ? await readPerson(db, workspaceId, employeeId) : null
    if (!person) throw new Problem('forbidden')
    return person
  }

  return api.router({
    bell: {
      list: api.bell.list.handler(async ({ context: { member }, input: { before = null, limit } }) =>
        member.employeeId ? told(member, member.employeeId, { before, limit }) : { items: [], more: false },
      ),
      unread: api.bell.unread.handler(async ({ context: { member } }) => ({
        unread: member.employeeId ? await countUnread(db, member.workspaceId, member.employeeId) : 0,
      })),
      read: api.bell.read.handler(async ({ context: { member, now }, input: { ids } }) => {
        const { workspaceId, employeeId } = member
        if (!employeeId) return { unread: 0 }
        await markRead(db, workspaceId, employeeId, ids ?? null, now)
        await tellLive(db, { workspaceId, type: 'notifications' })
        return { unread: await countUnread(db, workspaceId, employeeId) }
      }),
    },
    work: api.work.handler(async ({ context: { member, now } }) => {
      const items = (await listWork(db, work, member, now)).map(({ facts: _, ...item }) => ({
        ...item,
        overdue: isOverdue(item, now),
      }))
      return { items, overdue: items.filter(({ overdue }) => overdue).length }
    }),
    preferences: {
      read: api.preferences.read.handler(async ({ context: { member } }) => {
        const { workspaceId, employeeId } = member
        const person = employeeId ? await readPerson(db, workspaceId, employeeId) : null
        const chosen = employeeId ? await readPreferences(db, workspaceId, employeeId) : untouched
        return {
          ...chosen,
          paces: { ...chosen.paces },
          email: person?.email ?? null,
          companyTimezone: member.timezone,
          mailWorks: post.mail !== null,
          kinds: catalogue.kinds
            .filter((kind) => mayHear({ id: '', role: member.role, departmentId: null }, kind, 'none'))
            .map(shownKind),
        }
      }),
      write: api.preferences.write.handler(async ({ context: { member, now }, input }) => {
        const { workspaceId, employeeId, actor } = member
        if (!employeeId) throw new Problem('forbidden')
        const { timezone, quiet, mail, paces } = input
        const after = { timezone, quiet, mail, paces }
        await db.transaction(async (tx) => {
          const before = await readPreferences(tx, workspaceId, employeeId)
          await writePreferences(tx, workspaceId, employeeId, after, now)
          await appendAudit(tx, workspaceId, [
            {
              at: now,
              actor,
              action: 'notifications.preferences_changed',
              objectType: 'employee',
              objectId: employeeId,
              before,
              after,
            },
          ])
        })
        return { ok: true as const }
      }),
      test: api.preferences.test.handler(async ({ context: { member, now } }) => {
        const person = await requirePerson(member)
        const company = await findWorkspace(db, member.workspaceId)
        if (!post.mail || !company) return { sent: false, status: null, answer: null }
        const path = 'settings/notifications'
        const item = trialItem(person.language, links.screen(company.slug, path), now)
        const { attempt, said } = await post.mail.send(
          {
            name: person.name,
            email: person.email,
            settingsUrl: links.screen(company.slug, path),
            unsubscribeUrl: links.unsubscribe({ workspaceId: company.id, employeeId: person.id, type: null }),
          },
          tellingOf(company, newId(), person.language, [item]),
        )
        return { sent: attempt.kind === 'sent', ...said }
      }),
    },
    ...createCompanyApi(parts),
  })
}
