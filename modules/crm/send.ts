/** Sends what waits for one CRM, so that each interaction becomes one lead whatever breaks in between. */

import type { Database } from '../../platform/database/database.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import { ConnectionFailure } from '../intake/index.ts'
import { type Crm, CrmRefusal, type LeadToSend } from './crm.ts'
import { pauseAfter } from './rules.ts'
import { describeLead } from './store/describe-lead.ts'
import type { Place } from './store/directory.ts'
import { beginLead, dueLeads, leadFailed, leadSent, type WaitingLead } from './store/leads.ts'

export interface Sending extends Place {
  readonly db: Database
  readonly crm: Crm
  readonly now: () => Date
  readonly cardUrl: (interactionId: string) => string | null
}

/** @throws what the connection failed with; the lead that it met is tried again later */
export async function sendWaiting(sending: Sending, signal: AbortSignal): Promise<void> {
  for (;;) {
    const leads = await dueLeads(sending.db, sending, sending.now())
    if (leads.length === 0) return
    for (const lead of leads) {
      signal.throwIfAborted()
      await sendOne(sending, lead)
    }
  }
}

async function sendOne({ db, crm, now, cardUrl, workspaceId }: Sending, waiting: WaitingLead): Promise<void> {
  const lead = await describeLead(db, workspaceId, waiting, cardUrl)
  try {
    if (!lead) {
      await leadFailed(db, workspaceId, waiting.id, { code: 'gone', detail: null, again: null })
      return
    }
    await beginLead(db, workspaceId, waiting.id, now())
    const sent = await madeOnce(crm, lead, waiting)
    await leadSent(db, workspaceId, waiting.id, sent, now())
  } catch (error) {
    if (error instanceof CrmRefusal) {
      await leadFailed(db, workspaceId, waiting.id, { code: 'refused', detail: error.detail, again: null })
      return
    }
    const again = new Date(now().getTime() + pauseAfter(waiting.attempts + 1))
    const { code, detail } = error instanceof ConnectionFailure ? error : { code: 'unreachable', detail: null }
    await leadFailed(db, workspaceId, waiting.id, { code, detail, again })
    throw error
  } finally {
    await tellLive(db, { workspaceId, type: 'crm' })
  }
}

/** An attempt that was begun before may have made the lead: then it is found, not made again. */
const madeOnce = async (crm: Crm, lead: LeadToSend, { begunAt }: WaitingLead) =>
  (begunAt && (await crm.find(lead))) || crm.create(lead)
