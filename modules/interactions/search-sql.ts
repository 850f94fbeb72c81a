/** What a person types into the search box, as a condition: words of the talk, a name, an address, a part of a number. */
import { searchDigits } from '../../kernel/text.ts'
import { empty, join, raw, type Sql, sql } from '../../platform/database/database.ts'

/** On each way the newest so many are looked at: a word that everybody says narrows nothing, and nobody reads on for ever. */
const most = 2000

/** At least so many digits make a part of a number; fewer would match half of the record. */
const fewestDigits = 3

/** A whole number is known to who types it, so even a person who sees numbers masked may look for it. */
const wholeNumber = 10

/**
 * `period` is the condition on time over `interactions m`. Every way on which `text` may be found gives ids of interactions; their union is looked up by key. A chain of ORs
 * over the big table would be walked row by row.
 */
export function matchesText(
  text: string,
  viewer: { readonly workspaceId: string; readonly seesPersonalData?: boolean },
  alias: string,
  period: Sql | null,
): Sql {
  const { workspaceId } = viewer
  const personal = viewer.seesPersonalData === true
  const digits = searchDigits(text)
  const isNumber = digits.length >= fewestDigits && /^[\d\s()+.*-]+$/.test(text)
  const words = personal || !asksForPartOfNumber(text) ? prefixQuery(text) : null
  const ways: Sql[] = []
  const ofCustomers = (customers: Sql) => sql`
    select m.id from interactions m where m.workspace_id = ${workspaceId} and m.customer_id = any(array(${customers}))`

  if (words) {
    const query = sql`to_tsquery('russian', ${words})`
    ways.push(sql`
      (select m.id from interactions m where m.workspace_id = ${workspaceId} and m.search @@ ${query}
        ${period ? sql`and ${period}` : empty} order by m.started_at desc, m.id desc limit ${most})`)
    ways.push(sql`
      (select m.interaction_id from interaction_messages m
        where m.workspace_id = ${workspaceId} and m.search @@ ${query} order by m.at desc limit ${most})`)
    if (personal) {
      ways.push(
        ofCustomers(sql`
          select c.id from customers c
          where c.workspace_id = ${workspaceId} and c.name is not null and c.search @@ ${query} order by c.id desc limit ${most}`),
      )
    }
  }
  if (isNumber && (personal || digits.length >= wholeNumber)) {
    ways.push(ofCustomers(contactsLike(workspaceId, numberPatterns(digits))))
  } else if (personal && /^[^\s@]+@?[^\s@]*$/.test(text) && text.length >= 3) {
    ways.push(
      ofCustomers(sql`
        select c.customer_id from customer_contacts c
        where c.workspace_id = ${workspaceId} and c.kind = any('{email,messenger}'::text[])
          and c.value like ${`${escapeLike(text.toLowerCase())}%`} limit ${most}`),
    )
  }
  if (ways.length === 0) return sql`false`
  return sql`${raw(alias)}.id in (${join(ways, ' union ')})`
}

/** The fewest digits that are a part of a telephone number rather than a price or a size. */
const partOfNumber = 5

/** Talks hold numbers too: to whom these are masked, a search by their parts would tell the rest digit by digit. */
const asksForPartOfNumber = (text: string): boolean =>
  (text.match(/\d[\d\s().+*-]*/g) ?? []).some((run) => {
    const { length } = searchDigits(run)
    return length >= partOfNumber && length < wholeNumber
  })

const contactsLike = (workspaceId: string, patterns: { begins: string[]; ends: string }): Sql => sql`
  select c.customer_id from customer_contacts c
  where c.workspace_id = ${workspaceId} and c.kind = 'phone'
    and (${join(
      patterns.begins.map((begin) => sql`c.value like ${`${begin}%`}`),
      ' or ',
    )})
  union (
    select c.customer_id from customer_contacts c
    where c.workspace_id = ${workspaceId} and c.kind = 'phone' and c.reversed like ${`${patterns.ends}%`} limit ${most})`

/** Russians write 8 916… where the record holds +7916…, leave the country out, or know the last digits only. */
export function numberPatterns(digits: string): { begins: string[]; ends: string } {
  const begins = [`+${digits}`, `+7${digits.replace(/^[78](?=\d)/, '')}`]
  return { begins: [...new Set(begins)], ends: [...digits.replace(/^[78](?=\d{10}$)/, '')].reverse().join('') }
}

/** Every word must occur, each as a beginning: `окн двер` finds «окна и двери». Null where there is no word. */
export function prefixQuery(text: string): string | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu)
  return words && words.length > 0
    ? words
        .slice(0, 12)
        .map((word) => `${word}:*`)
        .join(' & ')
    : null
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (char) => `\\${char}`)
