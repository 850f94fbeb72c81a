/** An interaction in the words that a salesperson reads in the CRM. */
import { formatPhone } from '../../../kernel/phone-format.ts'
import { type Queryable, sql } from '../../../platform/database/database.ts'
import type { OriginObservation } from '../../interactions/index.ts'
import type { LeadToSend } from '../crm.ts'
import type { WaitingLead } from './leads.ts'

interface Row {
  readonly kind: string
  readonly startedAt: Date
  readonly phone: string | null
  readonly address: string | null
  readonly name: string | null
  readonly subject: string | null
  readonly source: string | null
  readonly campaign: string | null
  readonly placement: string | null
  readonly keyword: string | null
  readonly said: string | null
}

const kinds: Readonly<Record<string, string>> = {
  call: 'Звонок',
  chat: 'Чат с сайта',
  callback: 'Обратный звонок',
  form: 'Заявка с сайта',
  email: 'Письмо',
  messenger: 'Сообщение в мессенджере',
}

const longestText = 4_000

/** The lead that is to be made of an interaction; null where the interaction is gone. `cardUrl` leads to it here. */
export async function describeLead(
  db: Queryable,
  workspaceId: string,
  { interactionId, mark }: WaitingLead,
  cardUrl: (interactionId: string) => string | null,
): Promise<LeadToSend | null> {
  const [row] = await db.query<Row>(sql`
    select i.kind, i.started_at as "startedAt", i.party_number as phone, i.party_address as address, coalesce(c.name, i.party_name) as name,
      i.subject, o1.name as source, o2.name as campaign, o3.name as placement, o4.name as keyword,
      (select string_agg(m.text, E'\n' order by m.at, m.key) from (
        select m.text, m.at, m.key from interaction_messages m
        where m.workspace_id = ${workspaceId} and m.interaction_id = i.id and m.author = 'client' order by m.at, m.key limit 20) m) as said
    from interactions i
    left join customers c on c.workspace_id = ${workspaceId} and c.id = i.customer_id
    left join origins o1 on o1.workspace_id = ${workspaceId} and o1.id = i.source_id
    left join origins o2 on o2.workspace_id = ${workspaceId} and o2.id = i.campaign_id
    left join origins o3 on o3.workspace_id = ${workspaceId} and o3.id = i.placement_id
    left join origins o4 on o4.workspace_id = ${workspaceId} and o4.id = i.keyword_id
    where i.workspace_id = ${workspaceId} and i.id = ${interactionId}`)
  if (!row) return null
  const phone = row.phone?.startsWith('+') ? row.phone : null
  const email = row.address?.includes('@') ? row.address : null
  const origin = originOf(row)
  const who = row.name ?? (phone ? formatPhone(phone) : (row.address ?? ''))
  const kind = kinds[row.kind] ?? row.kind
  const url = cardUrl(interactionId)
  const text = [
    `${kind}${who && `: ${who}`}`,
    origin ? `Источник: ${[row.source, row.campaign, row.placement, row.keyword].filter(Boolean).join(' › ')}` : null,
    row.subject,
    row.said,
    url ? `Лидоскоп: ${url}` : `Лидоскоп: ${mark}`,
  ]
  return {
    ...{ interactionId, mark, kind: row.kind, name: row.name, phone, email, at: row.startedAt, origin, url },
    title: `${`${kind}${who && ` ${who}`}`.slice(0, 200)} ${mark}`,
    text: text.filter(Boolean).join('\n').slice(0, longestText),
  }
}

function originOf({ source, campaign, placement, keyword }: Row): OriginObservation | null {
  if (!source) return null
  return { source, ...(campaign && { campaign }), ...(placement && { placement }), ...(keyword && { keyword }) }
}
