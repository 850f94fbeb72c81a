import { asterisk } from './asterisk.ts'
import { freeswitch } from './freeswitch.ts'
import { generic } from './generic.ts'
import type { Profile } from './profile.ts'
import { threecx } from './threecx.ts'

/** Every kind of file that is known; a new one is added here. `generic` takes what no other claims. */
export const profiles: readonly Profile[] = [asterisk, freeswitch, threecx, generic]

const otherNames: Readonly<Record<string, string>> = {
  asterisk: 'freepbx',
  'freepbx-web': 'freepbx',
  'master.csv': 'freepbx',
  threecx: '3cx',
}

/** The profile of that name, whatever its spelling; undefined where there is none. */
export const profileNamed = (name: string): Profile | undefined => {
  const plain = name.trim().toLowerCase()
  return profiles.find((profile) => profile.name === (otherNames[plain] ?? plain))
}
