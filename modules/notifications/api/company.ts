import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Member, RequestContext } from '../../../platform/api/context.ts'
import { access, implement } from '../../../platform/api/implement.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { sql, type Transaction } from '../../../platform/database/database.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import { findWorkspace } from '../../workspaces/index.ts'
import type { ApiParts } from '../api.ts'
import { findChats } from '../channels/telegram.ts'
import { contract } from '../contract.ts'
import { targetOf, tellingOf } from '../send.ts'
import {
  type ChannelRow,
  deleteChannel,
  insertChannel,
  listChannels,
  lockChannel,
  readChannel,
  secretPlace,
  updateChannel,
} from '../store/channels.ts'
import { type LoggedMessage, listMessages, sendAgain } from '../store/messages.ts'
import { type CompanyRule, deleteRule, insertRule, listRules, lockRule, updateRule } from '../store/rules.ts'
import { enteredSecrets, enteredSettings, newKey, requireEntered } from './entered.ts'
import { trialItem } from './trial.ts'

/** What the log tells of a channel: never its secrets. */
const told = ({ kind, name, language, settings, active }: ChannelRow) => ({ kind, name, language, settings, active })

const shown = ({ secret: _, settings, ...row }: ChannelRow) => ({ ...row, settings: { ...settings } })

const shownRule = (rule: CompanyRule) => ({
  ...rule,
  types: [...rule.types],
  employees: [...rule.employees],
  roles: [...rule.roles],
})

const logged = ({ recipient: _, attemptAt, types, ...row }: LoggedMessage) => ({
  ...row,
  types: [...types],
  nextAttemptAt: row.state === 'waiting' ? attemptAt : null,
})

/** The operations on a company's rules and channels, and on the log of what was sent. */
export function createCompanyApi({ post, ask, look }: ApiParts) {
  const { db, box, links, channels } = post
  const api = implement(contract).$context<RequestContext>().use(access)

  /** Changes something of the company, tells the log and open screens. */
  const change = <Done>(
    { workspaceId, actor }: Member,
    at: Date,
    work: (
      tx: Transaction,
      log: (action: string, objectId: string, before: unknown, after: unknown) => Promise<void>,
    ) => Promise<Done>,
  ): Promise<Done> =>
    db.transaction(async (tx) => {
      const done = await work(tx, (action, objectId, before, after) =>
        appendAudit(tx, workspaceId, [
          {
            at,
            actor,
            action: `notifications.${action}`,
            objectType: 'notifications',
            objectId,
            ...(before !== null && { before }),
            ...(after !== null && { after }),
          },
        ]),
      )
      await tellLive(tx, { workspaceId, type: 'notifications' })
      return done
    })

  return {
    rules: {
      list: api.rules.list.handler(async ({ context: { member } }) =>
        (await listRules(db, member.workspaceId)).map(shownRule),
      ),
      create: api.rules.create.handler(({ context: { member, now }, input: { workspace: _, ...rule } }) =>
        change(member, now, async (tx, log) => {
          await requireParts(tx, member.workspaceId, rule)
          const id = await insertRule(tx, member.workspaceId, rule, now)
          await log('rule_created', id, null, rule)
          return { id, ...rule }
        }),
      ),
      update: api.rules.update.handler(({ context: { member, now }, input: { workspace: _, ...rule } }) =>
        change(member, now, async (tx, log) => {
          const before = await lockRule(tx, member.workspaceId, rule.id)
          if (!before) throw new Problem('not_found', { field: 'id' })
          await requireParts(tx, member.workspaceId, rule)
          await updateRule(tx, member.workspaceId, rule)
          await log('rule_changed', rule.id, before, rule)
          return rule
        }),
      ),
      remove: api.rules.remove.handler(({ context: { member, now }, input: { id } }) =>
        change(member, now, async (tx, log) => {
          const before = await lockRule(tx, member.workspaceId, id)
          if (!before) throw new Problem('not_found', { field: 'id' })
          await deleteRule(tx, member.workspaceId, id)
          await log('rule_removed', id, before, null)
          return { ok: true as const }
        }),
      ),
    },
    channels: {
      list: api.channels.list.handler(async ({ context: { member } }) =>
        (await listChannels(db, member.workspaceId)).map(shown),
      ),
      create: api.channels.create.handler(({ context: { member, now }, input }) =>
        change(member, now, async (tx, log) => {
          requireEntered(input.kind, input)
          const { workspaceId } = member
          const key = input.kind === 'webhook' ? newKey() : null
          const secrets = JSON.stringify(key ? { key } : enteredSecrets(input.kind, input))
          const id = await insertChannel(
            tx,
            workspaceId,
            {
              kind: input.kind,
              name: input.name,
              language: input.language,
              settings: enteredSettings(input.kind, input),
              seal: (made) => box.seal(secrets, secretPlace(workspaceId, made)),
            },
            now,
          )
          const made = await readChannel(tx, workspaceId, id)
          if (!made) throw new Error('a channel was not inserted')
          await log('channel_created', id, null, told(made))
          return { ...shown(made), key }
        }),
      ),
      update: api.channels.update.handler(async ({ context: { member, now }, input }) => {
        await change(member, now, async (tx, log) => {
          const { workspaceId } = member
          const before = await lockChannel(tx, workspaceId, input.id)
          if (!before) throw new Problem('not_found', { field: 'id' })
          const secrets = { ...targetOf(box, workspaceId, before).secrets, ...enteredSecrets(before.kind, input) }
          const active = input.active ?? before.active
          const after: ChannelRow = {
            ...before,
            name: input.name ?? before.name,
            language: input.language ?? before.language,
            settings: { ...before.settings, ...enteredSettings(before.kind, input) },
            secret: box.seal(JSON.stringify(secrets), secretPlace(workspaceId, before.id)),
            active,
            stoppedReason: active ? null : (before.stoppedReason ?? 'paused'),
            failingSince: null,
            attemptAt: null,
          }
          await updateChannel(tx, workspaceId, after)
          await log('channel_changed', before.id, told(before), told(after))
        })
        await look(member.workspaceId)
        return { ok: true as const }
      }),
      remove: api.channels.remove.handler(({ context: { member, now }, input: { id } }) =>
        change(member, now, async (tx, log) => {
          const before = await lockChannel(tx, member.workspaceId, id)
          if (!before) throw new Problem('not_found', { field: 'id' })
          await deleteChannel(tx, member.workspaceId, id)
          await log('channel_removed', id, told(before), null)
          return { ok: true as const }
        }),
      ),
      test: api.channels.test.handler(async ({ context: { member, now }, input: { id } }) => {
        const channel = await readChannel(db, member.workspaceId, id)
        const company = await findWorkspace(db, member.workspaceId)
        if (!channel || !company) throw new Problem('not_found', { field: 'id' })
        const item = trialItem(channel.language, links.screen(company.slug, 'settings/notifications'), now)
        const { attempt, said } = await channels[channel.kind].send(
          targetOf(box, company.id, channel),
          tellingOf(company, newId(), channel.language, [item]),
        )
        return { sent: attempt.kind === 'sent', ...said }
      }),
      chats: api.channels.chats.handler(({ input: { token, apiUrl } }) =>
        findChats(ask, { settings: apiUrl ? { apiUrl } : {}, secrets: { token } }),
      ),
    },
    deliveries: {
      list: api.deliveries.list.handler(async ({ context: { member }, input }) => {
        const states = input.troubled ? (['waiting', 'sending', 'failed', 'unsure'] as const) : null
        const rows = await listMessages(db, member.workspaceId, {
          before: input.before ?? null,
          limit: input.limit + 1,
          states,
        })
        return { deliveries: rows.slice(0, input.limit).map(logged), more: rows.length > input.limit }
      }),
      again: api.deliveries.again.handler(async ({ context: { member, now }, input: { id } }) => {
        await change(member, now, async (tx, log) => {
          if (!(await sendAgain(tx, member.workspaceId, id, now))) throw new Problem('not_found', { field: 'id' })
          await log('sent_again', id, null, { message: id })
        })
        await look(member.workspaceId)
        return { ok: true as const }
      }),
    },
  }
}

/** What a rule names has to be the company's. @throws Problem not_found */
async function requireParts(tx: Transaction, workspaceId: string, rule: Omit<CompanyRule, 'id'>): Promise<void> {
  const [found] = await tx.query<Record<'department' | 'source' | 'channel' | 'people', boolean>>(sql`
    select
      ${rule.departmentId}::uuid is null or exists (
        select 1 from departments d where d.workspace_id = ${workspaceId} and d.id = ${rule.departmentId}::uuid) as department,
      ${rule.sourceId}::uuid is null or exists (
        select 1 from origins o where o.workspace_id = ${workspaceId} and o.id = ${rule.sourceId}::uuid) as source,
      ${rule.channelId}::uuid is null or exists (
        select 1 from notification_channels c where c.workspace_id = ${workspaceId} and c.id = ${rule.channelId}::uuid) as channel,
      not exists (select 1 from unnest(${[...rule.employees]}::uuid[]) named(id)
        where not exists (select 1 from employees e where e.workspace_id = ${workspaceId} and e.id = named.id)) as people`)
  if (!found?.department) throw new Problem('not_found', { field: 'departmentId' })
  if (!found.source) throw new Problem('not_found', { field: 'sourceId' })
  if (!found.channel) throw new Problem('not_found', { field: 'channelId' })
  if (!found.people) throw new Problem('not_found', { field: 'employees' })
}
