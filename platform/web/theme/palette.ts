import type { MantineColorsTuple } from '@mantine/core'

/** Petrol: the product's own colour, for what can be done and what is chosen. */
export const petrol: MantineColorsTuple = [
  '#eef7f6',
  '#d8ecea',
  '#aed8d5',
  '#7fc1bd',
  '#52a9a5',
  '#2b918d',
  '#157a77',
  '#0c6664',
  '#0a5352',
  '#07403f',
]

/** Ink: greys with a breath of petrol, from paper to night. */
export const ink: MantineColorsTuple = [
  '#f6f8f7',
  '#edf0ef',
  '#dfe4e3',
  '#c8d0ce',
  '#a3afac',
  '#7c8a87',
  '#5a6865',
  '#3f4b49',
  '#29322f',
  '#171e1c',
]

/** Mantine’s dark scale: text first, canvas last. */
export const dark: MantineColorsTuple = [
  '#e3e9e7',
  '#c2cbc9',
  '#9aa6a3',
  '#73807d',
  '#3b4745',
  '#2c3634',
  '#212a28',
  '#18201e',
  '#121917',
  '#0c1110',
]

/** Amber: worth a look. */
export const amber: MantineColorsTuple = [
  '#fdf6e7',
  '#f9e9c6',
  '#f2d08b',
  '#e9b54f',
  '#dc9c26',
  '#c08310',
  '#9d6a08',
  '#7f5506',
  '#624207',
  '#483006',
]

/** Signal red: somebody must act. Used for nothing else. */
export const signal: MantineColorsTuple = [
  '#fdf0ee',
  '#fadcd7',
  '#f3b3aa',
  '#ea857a',
  '#df5c50',
  '#cc3d33',
  '#b32b24',
  '#94221d',
  '#751c18',
  '#561512',
]

/** Meadow green: all is as it should be. */
export const meadow: MantineColorsTuple = [
  '#eff7ef',
  '#dbedda',
  '#b4d9b3',
  '#88c287',
  '#60aa60',
  '#428f43',
  '#327735',
  '#286029',
  '#204c21',
  '#173818',
]

/** Series of charts, told apart also by people who do not tell colours apart; in light and in dark. */
export const series = {
  light: ['#157a77', '#3c5a99', '#c08310', '#7c8a87', '#8a4f7d', '#6b8e23', '#b5613c', '#4aa3c7'],
  dark: ['#4fb5b0', '#86a3e0', '#e0ad4b', '#93a09d', '#c58ab9', '#a3c162', '#d98e6b', '#7cc4e2'],
} as const
