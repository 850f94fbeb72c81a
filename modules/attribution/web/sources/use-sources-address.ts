import { useReportFilter } from '../../../../platform/web/index.ts'
import type { OriginLevel, SourceRow } from '../../contract.ts'

const levels: readonly OriginLevel[] = ['source', 'campaign', 'placement', 'keyword']
/** Filters of the record that this report understands; they may come with a link from elsewhere. */
const others = ['kind', 'department', 'employee', 'class', 'group', 'provider', 'partyKind', 'hour'] as const

/** What the columns tell: groups of classes, each class, or money. */
export const sourceColumns = ['groups', 'classes', 'money'] as const
export type SourceColumns = (typeof sourceColumns)[number]

/** Whose word on a class is counted: what stands now, or what a side of a dispute claims. */
export const wordsOn = ['now', 'sales', 'marketing'] as const
export type WordOn = (typeof wordsOn)[number]

/** Where the report stands: period, place in the tree, level and columns. All of it lives in the address. */
export function useSourcesAddress() {
  const address = useReportFilter()
  const given = levels.filter((level) => address.list(level).length > 0)
  const deepest = given.at(-1)
  const named = levels.find((level) => level === address.one('level'))
  const below = levels[levels.indexOf(deepest ?? 'source') + 1]
  const level = named ?? (deepest ? (below ?? deepest) : 'source')
  const lists = Object.fromEntries(
    [...levels, ...others].flatMap((name) => (address.list(name).length > 0 ? [[name, [...address.list(name)]]] : [])),
  )
  const said = wordsOn.find((one) => one !== 'now' && one === address.one('said')) ?? 'now'
  const none = { source: null, campaign: null, placement: null, keyword: null }
  return {
    level,
    /** Levels that can be compared from here: what lies above the place where one stands is one row. */
    levels: deepest ? levels.slice(Math.min(levels.indexOf(deepest) + 1, levels.length - 1)) : levels,
    filter: {
      from: address.period.from,
      to: address.period.to,
      ...(lists as FilterLists),
      ...(said !== 'now' && { said }),
    },
    said,
    setSaid: (word: WordOn) => address.set({ said: word === 'now' ? null : word }),
    columns: sourceColumns.find((columns) => columns === address.one('columns')) ?? 'groups',
    setColumns: (columns: SourceColumns) => address.set({ columns: columns === 'groups' ? null : columns }),
    show: (next: OriginLevel) => address.set({ level: next }),
    /** One level down, into the row; a row without a name has nothing below it. */
    openRow: (row: SourceRow, at: OriginLevel) => {
      if (row.id === 'none' || !row.next) return
      address.set({ [at]: [row.id], level: row.next })
    },
    /** Back up to a place of the path; null: all sources. */
    open: (place: { readonly id: string; readonly level: OriginLevel } | null) => {
      if (!place) return address.set({ ...none, level: null })
      const kept = levels.slice(0, levels.indexOf(place.level))
      const path = Object.fromEntries(kept.map((one) => [one, [...address.list(one)]]))
      address.set({ ...none, ...path, [place.level]: [place.id], level: null })
    },
  }
}

/** As the API takes them; values of an address that mean nothing are refused by the server, in words. */
type FilterLists = Partial<Record<OriginLevel | 'employee' | 'department' | 'class', string[]>>
