import { Problem } from '../../kernel/problem.ts'
import type { RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import { setClass } from './classes/set-class.ts'
import { createClass, listClasses, orderClasses, updateClass } from './classes/store.ts'
import { contract } from './contract.ts'
import { serveExport } from './export/route.ts'
import { createIdentityApi } from './identity/api.ts'
import { defineJobs } from './jobs.ts'
import type { Recorder } from './record/recorder.ts'
import { readCard } from './store/card.ts'
import { countInteractions, countOptions } from './store/counts.ts'
import { listInteractions, listQueue } from './store/list.ts'
import { originNames, originsUnder, providersOf } from './store/options.ts'
import { queueState } from './store/queue.ts'
import { createView, listViews, removeView, updateView } from './views/store.ts'

/** The record over HTTP: lists, cards, classes, views, exports, and facts told by other programs. */
export function createInteractions(services: Services, recorder: Recorder): ServerModule {
  const { db } = services
  defineJobs(services, recorder)
  const api = implement(contract).$context<RequestContext>().use(access)

  const router = api.router({
    customers: createIdentityApi(db, recorder),
    list: api.list.handler(({ context: { member }, input: { workspace: _, sort, cursor, limit, ...filter } }) =>
      listInteractions(db, member, filter, sort, { cursor, limit }),
    ),
    count: api.count.handler(({ context: { member }, input: { workspace: _, ...filter } }) =>
      countInteractions(db, member, filter),
    ),
    countOptions: api.countOptions.handler(({ context: { member }, input: { workspace: _, by, ...filter } }) =>
      countOptions(db, member, filter, by),
    ),
    read: api.read.handler(({ context: { member }, input }) => readCard(db, member, input.id)),
    timeline: api.timeline.handler(async ({ context: { member }, input: { customer, cursor, limit } }) => {
      const page = await listInteractions(db, member, { customer, tests: 'with' }, 'newest', { cursor, limit })
      // A customer exists for somebody through the contacts that they may see.
      if (page.items.length === 0 && !cursor) throw new Problem('not_found', { field: 'customer' })
      return page
    }),
    record: api.record.handler(async ({ context: { member, now }, input }) => {
      const workspace = { id: member.workspaceId, timezone: member.timezone, country: member.country }
      const recorded = await db.transaction((tx) =>
        recorder.record(tx, { workspace, observations: input.observations, now }),
      )
      return { ...recorded, created: [...recorded.created], updated: [...recorded.updated] }
    }),
    setClass: api.setClass.handler(async ({ context: { member, now }, input: { items, classId, reason } }) => ({
      changed: await db.transaction((tx) =>
        setClass(tx, { member, items, classId, reason, projections: recorder.projections, now }),
      ),
    })),
    queue: api.queue.handler(({ context: { member }, input: { cursor, limit } }) =>
      listQueue(db, member, { cursor, limit }),
    ),
    queueState: api.queueState.handler(({ context: { member, now } }) => queueState(db, member, now)),
    classes: {
      list: api.classes.list.handler(({ context: { member } }) => listClasses(db, member.workspaceId)),
      create: api.classes.create.handler(({ context, input: { workspace: _, ...fields } }) =>
        db.transaction((tx) => createClass(tx, context.member, fields, context)),
      ),
      update: api.classes.update.handler(({ context, input: { workspace: _, id, ...change } }) =>
        db.transaction((tx) => updateClass(tx, context.member, id, change, context)),
      ),
      order: api.classes.order.handler(async ({ context: { member, now }, input }) => {
        await db.transaction((tx) => orderClasses(tx, member, input.ids, now))
        return { ok: true }
      }),
    },
    options: api.options.handler(async ({ context: { member }, input }) => ({
      providers: await providersOf(db, member.workspaceId),
      origins: await originsUnder(db, member.workspaceId, input.under),
    })),
    originNames: api.originNames.handler(({ context: { member }, input }) =>
      originNames(db, member.workspaceId, input.ids),
    ),
    views: {
      list: api.views.list.handler(({ context: { member } }) => listViews(db, member)),
      create: api.views.create.handler(({ context: { member, now }, input: { workspace: _, ...fields } }) =>
        db.transaction((tx) => createView(tx, member, fields, now)),
      ),
      update: api.views.update.handler(({ context: { member }, input: { workspace: _, id, ...change } }) =>
        db.transaction((tx) => updateView(tx, member, id, change)),
      ),
      remove: api.views.remove.handler(async ({ context: { member }, input }) => {
        await db.transaction((tx) => removeView(tx, member, input.id))
        return { ok: true }
      }),
    },
  })
  return { router, routes: (http) => serveExport(http, db) }
}
