/** The columns of a list line, their names looked up, and the line as the caller may see it. */
import { maskContacts } from '../../../kernel/mask-text.ts'
import { maskPhone } from '../../../kernel/phone-format.ts'
import { raw, type Sql, sql } from '../../../platform/database/database.ts'
import type { InteractionItem } from '../contract.ts'
import type { OriginBasis } from '../observation.ts'
import { type DisputeMark, isMissed } from '../rules.ts'

type Named = { readonly id: string; readonly name: string } | null

export interface ItemRow {
  readonly id: string
  readonly kind: InteractionItem['kind']
  readonly direction: InteractionItem['direction']
  readonly state: InteractionItem['state']
  readonly outcome: InteractionItem['outcome']
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly waitSeconds: number | null
  readonly talkSeconds: number | null
  readonly durationSeconds: number | null
  readonly partyNumber: string | null
  readonly partyKind: string | null
  readonly partyAddress: string | null
  readonly partyName: string | null
  readonly customerId: string | null
  readonly ourAddress: string | null
  readonly line: string | null
  readonly employeeId: string | null
  readonly employeeName: string | null
  readonly departmentId: string | null
  readonly sourceId: string | null
  readonly sourceName: string | null
  readonly campaignId: string | null
  readonly campaignName: string | null
  readonly placementId: string | null
  readonly placementName: string | null
  readonly keywordId: string | null
  readonly keywordName: string | null
  readonly originCertain: boolean | null
  readonly originBasis: OriginBasis | null
  readonly originConfidence: number | null
  readonly classId: string | null
  readonly classSetAt: Date | null
  readonly checkedAt: Date | null
  readonly dispute: DisputeMark | null
  readonly followUpAt: Date | null
  readonly followUpDirection: string | null
  readonly subject: string | null
  readonly hasRecording: boolean
  readonly isTest: boolean
  readonly provider: string
}

const plain = `p.id, p.kind, p.direction, p.state, p.outcome, p.started_at as "startedAt", p.ended_at as "endedAt",
  p.wait_seconds as "waitSeconds", p.talk_seconds as "talkSeconds", p.duration_seconds as "durationSeconds",
  p.party_number as "partyNumber", p.party_kind as "partyKind", p.party_address as "partyAddress",
  coalesce(c.name, p.party_name) as "partyName", p.customer_id as "customerId", p.our_address as "ourAddress", p.line,
  p.employee_id as "employeeId", e.name as "employeeName", p.department_id as "departmentId",
  p.source_id as "sourceId", o1.name as "sourceName", p.campaign_id as "campaignId", o2.name as "campaignName",
  p.placement_id as "placementId", o3.name as "placementName", p.keyword_id as "keywordId", o4.name as "keywordName",
  p.origin_certain as "originCertain", p.origin_basis as "originBasis", p.origin_confidence as "originConfidence", p.class_id as "classId", p.class_set_at as "classSetAt",
  r.checked_at as "checkedAt", r.dispute, f.started_at as "followUpAt", f.direction as "followUpDirection",
  p.subject, p.recording_url is not null as "hasRecording", p.is_test as "isTest", p.provider`

/**
 * The lines of the few interactions that `page` selects (all columns of `interactions`), with names and with what became of
 * missed ones: the first talk with the same client after it.
 */
export const itemsOf = (workspaceId: string, page: Sql, extra = ''): Sql => sql`
  select ${raw(plain)} ${raw(extra)}
  from (${page}) p
  left join customers c on c.workspace_id = ${workspaceId} and c.id = p.customer_id
  left join employees e on e.workspace_id = ${workspaceId} and e.id = p.employee_id
  left join origins o1 on o1.workspace_id = ${workspaceId} and o1.id = p.source_id
  left join origins o2 on o2.workspace_id = ${workspaceId} and o2.id = p.campaign_id
  left join origins o3 on o3.workspace_id = ${workspaceId} and o3.id = p.placement_id
  left join origins o4 on o4.workspace_id = ${workspaceId} and o4.id = p.keyword_id
  left join class_reviews r on r.workspace_id = ${workspaceId} and r.interaction_id = p.id
  left join lateral (
    select l.started_at, l.direction from interactions l
    where l.workspace_id = ${workspaceId} and l.customer_id = p.customer_id and l.started_at > p.started_at
      and l.outcome = 'talked' and p.direction = 'inbound' and p.outcome <> 'talked'
    order by l.started_at limit 1) f on true`

const named = (id: string | null, name: string | null): Named => (id && name ? { id, name } : null)

const maskedAddress = (address: string): string => {
  const at = address.indexOf('@')
  return at > 0 ? `${address.slice(0, 1)}***${address.slice(at)}` : `${address.slice(0, 3)}***`
}

/** What stands for a number, address or name before somebody who may not see it. */
export const hide = {
  number: (number: string | null) => number && maskPhone(number),
  address: (address: string | null) => address && maskedAddress(address),
  text: (text: string | null) => text && maskContacts(text),
}

/** The line as `seesPersonalData` allows it. */
export function itemOf(row: ItemRow, seesPersonalData: boolean): InteractionItem {
  const source = named(row.sourceId, row.sourceName)
  return {
    id: row.id,
    kind: row.kind,
    direction: row.direction,
    state: row.state,
    outcome: row.outcome,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    waitSeconds: row.waitSeconds,
    talkSeconds: row.talkSeconds,
    durationSeconds: row.durationSeconds,
    party: {
      number: seesPersonalData ? row.partyNumber : hide.number(row.partyNumber),
      kind: row.partyKind,
      address: seesPersonalData ? row.partyAddress : hide.address(row.partyAddress),
      name: seesPersonalData ? row.partyName : null,
      customerId: row.customerId,
    },
    ourAddress: row.ourAddress,
    line: row.line,
    employee: named(row.employeeId, row.employeeName),
    departmentId: row.departmentId,
    origin: source && {
      source,
      campaign: named(row.campaignId, row.campaignName),
      placement: named(row.placementId, row.placementName),
      keyword: named(row.keywordId, row.keywordName),
      certain: row.originCertain !== false,
      basis: row.originBasis,
      confidence: row.originConfidence,
    },
    classId: row.classId,
    classSetAt: row.classSetAt,
    review: row.dispute ?? (row.checkedAt ? 'checked' : null),
    followUp: isMissed(row.direction, row.outcome) && row.customerId ? followUpOf(row) : null,
    subject: seesPersonalData ? row.subject : hide.text(row.subject),
    hasRecording: row.hasRecording,
    isTest: row.isTest,
    provider: row.provider,
  }
}

function followUpOf({ followUpAt, followUpDirection }: ItemRow): InteractionItem['followUp'] {
  if (!followUpAt) return { kind: 'waiting', at: null }
  return { kind: followUpDirection === 'inbound' ? 'client_came' : 'called_back', at: followUpAt }
}
