import { Problem } from '../../kernel/problem.ts'
import { addDays, localDay } from '../../kernel/time.ts'
import type { Member, RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import type { Database, Transaction } from '../../platform/database/database.ts'
import { contract } from './contract.ts'
import { lockKeeping, readKeeping, writeKeeping } from './keeping/store.ts'
import { defaultRules, type OriginRule } from './origins/company-rules.ts'
import { explainOrigin } from './origins/decide.ts'
import { previewRule } from './origins/preview.ts'
import { countVisitors, visitsByOrigin } from './report/by-origin.ts'
import { countPresent, listVisits, readVisit, visitIdOf } from './report/list.ts'
import { countedThings, readDomain } from './rules.ts'
import { checkSite } from './sites/check.ts'
import type { SiteLookup } from './sites/lookup.ts'
import {
  archiveSite,
  insertSite,
  listSites,
  lockSite,
  readCounts,
  readRules,
  type Site,
  type SiteCount,
  updateSite,
  usualSettings,
  writeRules,
} from './sites/store.ts'

interface Parts {
  readonly db: Database
  readonly lookup: SiteLookup
  readonly publicUrl: string | undefined
  readonly allowPrivate: boolean
}

/** The operations on sites, rules of origins and visits. */
export function createVisitsApi({ db, lookup, publicUrl, allowPrivate }: Parts) {
  const api = implement(contract).$context<RequestContext>().use(access)

  const logged = async (
    { member, now }: { readonly member: Member; readonly now: Date },
    action: string,
    work: (tx: Transaction) => Promise<{ before?: Site; after?: Site; site: Site }>,
  ): Promise<Site> => {
    const { site } = await db.transaction(async (tx) => {
      const done = await work(tx)
      await appendAudit(tx, member.workspaceId, [
        {
          at: now,
          actor: member.actor,
          action,
          objectType: 'site',
          objectId: done.site.id,
          ...(done.before && { before: told(done.before) }),
          ...(done.after && { after: told(done.after) }),
        },
      ])
      return done
    })
    lookup.forget()
    return site
  }
  const locked = async (tx: Transaction, workspaceId: string, id: string): Promise<Site> => {
    const site = await lockSite(tx, workspaceId, id)
    if (!site) throw new Problem('not_found', { field: 'id' })
    return site
  }

  const sites = {
    list: api.sites.list.handler(async ({ context: { member, now } }) => {
      const listed = await listSites(db, member.workspaceId)
      const counts = await readCounts(db, member.workspaceId, addDays(localDay(now, 'UTC'), -6))
      return {
        sites: listed.map((site) => {
          const week = countsOf(counts, site.id)
          return { ...shown(site), lastHitAt: week.find(({ what }) => what === 'hits')?.lastAt ?? null, week }
        }),
        forged: countsOf(counts, member.workspaceId),
        address: publicUrl ? new URL(publicUrl).origin : null,
      }
    }),
    create: api.sites.create.handler(async ({ input, context }) =>
      shown(
        await logged(context, 'site.created', async (tx) => {
          const site = await insertSite(tx, {
            workspaceId: context.member.workspaceId,
            name: input.name,
            domains: checkedDomains(input.domains),
            settings: { ...usualSettings, ...input.settings },
            now: context.now,
          })
          return { site, after: site }
        }),
      ),
    ),
    update: api.sites.update.handler(async ({ input, context }) =>
      shown(
        await logged(context, 'site.changed', async (tx) => {
          const before = await locked(tx, context.member.workspaceId, input.id)
          const after: Site = {
            ...before,
            name: input.name ?? before.name,
            domains: input.domains ? checkedDomains(input.domains) : before.domains,
            settings: { ...usualSettings, ...before.settings, ...input.settings },
            active: input.active ?? before.active,
          }
          await updateSite(tx, after)
          return { site: after, before, after }
        }),
      ),
    ),
    remove: api.sites.remove.handler(async ({ input, context }) => {
      await logged(context, 'site.removed', async (tx) => {
        const site = await locked(tx, context.member.workspaceId, input.id)
        await archiveSite(tx, context.member.workspaceId, site.id, context.now)
        return { site, before: site }
      })
      return { ok: true as const }
    }),
    check: api.sites.check.handler(async ({ input, context: { member } }) => {
      const site = (await listSites(db, member.workspaceId)).find(({ id }) => id === input.id)
      if (!site) throw new Problem('not_found', { field: 'id' })
      return checkSite(site, { allowPrivate })
    }),
  }

  const rules = {
    read: api.rules.read.handler(async ({ context: { member } }) => {
      const own = await readRules(db, member.workspaceId)
      return { rules: (own ?? defaultRules).map(mutable), own: own !== null }
    }),
    write: api.rules.write.handler(async ({ input, context: { member, now } }) => {
      await db.transaction(async (tx) => {
        const before = await readRules(tx, member.workspaceId)
        await writeRules(tx, member.workspaceId, input.rules, now)
        await appendAudit(tx, member.workspaceId, [
          {
            at: now,
            actor: member.actor,
            action: 'origin_rules.changed',
            objectType: 'origin_rules',
            objectId: member.workspaceId,
            before: { rules: before },
            after: { rules: input.rules },
          },
        ])
      })
      lookup.forget()
      return { ok: true as const }
    }),
    test: api.rules.test.handler(async ({ input, context: { member } }) => {
      const own = await readRules(db, member.workspaceId)
      const ownHosts = (await listSites(db, member.workspaceId)).flatMap(({ domains }) => domains)
      const { origin, because } = explainOrigin(input, { rules: input.rules ?? own ?? defaultRules, ownHosts })
      return { ...origin, because }
    }),
    preview: api.rules.preview.handler(async ({ input: { rules: list, at }, context: { member, now } }) => {
      if (at >= list.length) throw new Problem('invalid_value', { field: 'at' }, { value: String(at) })
      const ownHosts = (await listSites(db, member.workspaceId)).flatMap(({ domains }) => domains)
      return previewRule(db, member.workspaceId, { rules: list, at, ownHosts, now })
    }),
  }

  const visits = {
    report: api.visits.report.handler(async ({ input, context: { member } }) => {
      const [rows, visitors] = await Promise.all([
        visitsByOrigin(db, member, input),
        countVisitors(db, member.workspaceId, input),
      ])
      const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
      return {
        rows,
        total: {
          visits: sum(({ visits: count }) => count),
          visitors,
          fresh: sum(({ fresh }) => fresh),
          pages: sum(({ pages }) => pages),
          seconds: sum(({ seconds }) => seconds),
          bounces: sum(({ bounces }) => bounces),
          goals: sum(({ goals }) => goals),
          withContact: sum(({ withContact }) => withContact),
          contacts: sum(({ contacts }) => contacts),
        },
      }
    }),
    list: api.visits.list.handler(async ({ input, context: { member, now } }) => {
      const [page, present] = await Promise.all([
        listVisits(db, member, input),
        countPresent(db, member.workspaceId, now),
      ])
      return { ...page, now: present }
    }),
    read: api.visits.read.handler(async ({ input, context: { member } }) => {
      const visit = await readVisit(db, member, input.id)
      if (!visit) throw new Problem('not_found', { field: 'id' })
      return visit
    }),
    ofInteraction: api.visits.ofInteraction.handler(async ({ input, context: { member } }) => {
      const visitId = await visitIdOf(db, member, input.id)
      if (visitId === undefined) throw new Problem('not_found', { field: 'id' })
      return visitId ? readVisit(db, member, visitId) : null
    }),
  }

  const keeping = {
    read: api.keeping.read.handler(({ context: { member } }) => readKeeping(db, member.workspaceId)),
    save: api.keeping.save.handler(async ({ input: { days }, context: { member, now } }) => {
      await db.transaction(async (tx) => {
        const before = await lockKeeping(tx, member.workspaceId)
        await writeKeeping(tx, member.workspaceId, { ...before, days })
        await appendAudit(tx, member.workspaceId, [
          {
            ...{ at: now, actor: member.actor, action: 'visits.keeping', objectType: 'visit_keeping' },
            ...{ objectId: member.workspaceId, before: { days: before.days }, after: { days } },
          },
        ])
      })
      return { ok: true as const }
    }),
  }

  return api.router({ sites, rules, visits, keeping })
}

const shown = ({ workspaceId: _, domains, settings, ...site }: Site) => ({
  ...site,
  domains: [...domains],
  settings: { ...usualSettings, ...settings },
})

const told = ({ name, domains, settings, active }: Site) => ({ name, domains, settings, active })

const mutable = ({ sources, mediums, campaigns, marks, referrers, ...rule }: OriginRule) => ({
  ...rule,
  ...(campaigns && { campaigns: [...campaigns] }),
  ...(referrers && { referrers: [...referrers] }),
  ...(sources && { sources: [...sources] }),
  ...(mediums && { mediums: [...mediums] }),
  ...(marks && { marks: [...marks] }),
})

const countsOf = (counts: readonly SiteCount[], siteId: string) =>
  countedThings.flatMap((what) => {
    const found = counts.find((count) => count.siteId === siteId && count.what === what)
    return found ? [{ what, count: found.count, lastAt: found.lastAt }] : []
  })

/** @throws Problem `invalid_value` for what is no domain */
function checkedDomains(texts: readonly string[]): string[] {
  return [
    ...new Set(
      texts.map((text) => {
        const domain = readDomain(text)
        if (!domain) throw new Problem('invalid_value', { field: 'domains' }, { value: text })
        return domain
      }),
    ),
  ]
}
