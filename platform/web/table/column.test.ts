import { describe, expect, it } from 'vitest'
import { type Column, nextSort, sortRows } from './column.ts'

interface Row {
  readonly name: string
  readonly calls: number | null
}
const columns: Column<Row>[] = [
  { key: 'name', title: '', cell: (row) => row.name, sortBy: (row) => row.name },
  { key: 'calls', title: '', align: 'end', cell: (row) => row.calls, sortBy: (row) => row.calls },
]
const rows: Row[] = [
  { name: 'Ёлкина', calls: 3 },
  { name: 'Яшин', calls: null },
  { name: 'Ершов', calls: 12 },
]
const names = (key: string, down: boolean) => sortRows(rows, columns, { key, down }).map((row) => row.name)

describe('the order of a table', () => {
  it('puts Russian names as a Russian reader expects', () => {
    expect(names('name', false)).toEqual(['Ёлкина', 'Ершов', 'Яшин'])
  })
  it('keeps rows without a value last in both directions', () => {
    expect(names('calls', true)).toEqual(['Ершов', 'Ёлкина', 'Яшин'])
    expect(names('calls', false)).toEqual(['Ёлкина', 'Ершов', 'Яшин'])
  })
  it('begins with the largest figure and the first letter, and turns on the second click', () => {
    const [name, calls] = columns as [Column<Row>, Column<Row>]
    expect(nextSort(calls, null)).toEqual({ key: 'calls', down: true })
    expect(nextSort(name, null)).toEqual({ key: 'name', down: false })
    expect(nextSort(calls, { key: 'calls', down: true })).toEqual({ key: 'calls', down: false })
  })
})
