const russian: readonly string[] = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Novosibirsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
]

const offset = (zone: string): string =>
  new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' })
    .formatToParts()
    .find((part) => part.type === 'timeZoneName')
    ?.value.replace('GMT', 'UTC') ?? ''

const option = (zone: string) => ({ value: zone, label: `${zone} · ${offset(zone)}` })

/** Time zones of a select: Russia from west to east, then every other that this browser knows. `own` is there whatever the browser knows. */
export const zoneGroups = (own: string, russia: string, elsewhere: string) => {
  const others = [...new Set([...Intl.supportedValuesOf('timeZone'), own])].filter((zone) => !russian.includes(zone))
  return [
    { group: russia, items: russian.map(option) },
    { group: elsewhere, items: others.sort().map(option) },
  ]
}
