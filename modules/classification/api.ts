import { Problem } from '../../kernel/problem.ts'
import { addDays, localDay } from '../../kernel/time.ts'
import type { RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import type { Database, Transaction } from '../../platform/database/database.ts'
import type { Projection } from '../interactions/index.ts'
import { agreeWith } from './checks.ts'
import { classedInTime } from './classed.ts'
import { contract } from './contract.ts'
import { type Acting, actInDispute, openDispute } from './disputes/act.ts'
import { disputeFigures } from './disputes/figures.ts'
import { checkedDays, countDisputes, listDisputes, readReview } from './disputes/view.ts'
import { decide, listDecisions } from './junk/decisions.ts'
import { findJunk } from './junk/find.ts'

/** The operations on disputes. `projections`: what every change of a class keeps in step. */
export function createClassificationApi(db: Database, projections: readonly Projection[]) {
  const api = implement(contract).$context<RequestContext>().use(access)
  const act = async (
    context: Pick<Acting, 'member' | 'now'>,
    work: (tx: Transaction, acting: Acting) => Promise<void>,
  ) => {
    const { member, now } = context
    await db.transaction((tx) => work(tx, { member, now, projections }))
    return { ok: true as const }
  }
  return api.router({
    review: api.review.handler(({ context: { member }, input }) => readReview(db, member, input.interaction)),
    agree: api.agree.handler(async ({ context: { member, now }, input: { items } }) => ({
      checked: await db.transaction((tx) => agreeWith(tx, member, items, now)),
    })),
    disputes: {
      open: api.disputes.open.handler(({ context, input: { workspace: _, ...asked } }) =>
        act(context, (tx, acting) => openDispute(tx, acting, asked)),
      ),
      list: api.disputes.list.handler(({ context: { member }, input }) => listDisputes(db, member, input)),
      counts: api.disputes.counts.handler(({ context: { member, now } }) =>
        countDisputes(db, member, addDays(localDay(now, member.timezone), -checkedDays)),
      ),
      write: api.disputes.write.handler(({ context, input: { id, text } }) =>
        act(context, (tx, acting) => actInDispute(tx, acting, id, { act: 'write', text })),
      ),
      offer: api.disputes.offer.handler(({ context, input: { id, classId, reason } }) =>
        act(context, (tx, acting) => actInDispute(tx, acting, id, { act: 'offer', classId, text: reason })),
      ),
      accept: api.disputes.accept.handler(({ context, input: { id, classId, reason } }) =>
        act(context, (tx, acting) => actInDispute(tx, acting, id, { act: 'accept', classId, text: reason })),
      ),
      escalate: api.disputes.escalate.handler(({ context, input: { id, reason } }) =>
        act(context, (tx, acting) => actInDispute(tx, acting, id, { act: 'escalate', text: reason })),
      ),
      decide: api.disputes.decide.handler(({ context, input: { id, classId, reason } }) =>
        act(context, (tx, acting) => actInDispute(tx, acting, id, { act: 'decide', classId, text: reason })),
      ),
      withdraw: api.disputes.withdraw.handler(({ context, input: { id, reason } }) =>
        act(context, (tx, acting) => actInDispute(tx, acting, id, { act: 'withdraw', text: reason })),
      ),
      reopen: api.disputes.reopen.handler(({ context, input: { id, classId, reason } }) =>
        act(context, (tx, acting) => actInDispute(tx, acting, id, { act: 'reopen', classId, text: reason })),
      ),
    },
    junk: {
      find: api.junk.find.handler(({ context: { member }, input: { from, to } }) => findJunk(db, member, { from, to })),
      decisions: api.junk.decisions.handler(({ context: { member, now } }) => listDecisions(db, member, now)),
      decide: api.junk.decide.handler(async ({ context: { member, now }, input: { workspace: _, ...asked } }) => ({
        id: await db.transaction((tx) => decide(tx, member, asked, now)),
      })),
    },
    reports: {
      classed: api.reports.classed.handler(({ context: { member, now }, input: { from, to } }) =>
        classedInTime(db, member, { from, to }, now),
      ),
      disputes: api.reports.disputes.handler(({ context: { member }, input: { from, to } }) => {
        if (from > to) throw new Problem('invalid_value', { field: 'to' }, { value: to })
        return disputeFigures(db, member, { from, to })
      }),
    },
  })
}
