import type { ComponentType, LazyExoticComponent } from 'react'
import type { Permission, Role } from '../../../kernel/access.ts'
import type { Text } from '../texts/texts.ts'

/** The questions by which the navigation is grouped, in its order. */
export const navGroups = ['interactions', 'ads', 'sales', 'quality', 'control', 'direction', 'settings'] as const
export type NavGroup = (typeof navGroups)[number]

/** One screen of a company. A module exports its screens as a list; app/web/screens.ts adds the list. */
export interface Screen {
  /** Below `/w/$workspace/`: `interactions`, `interactions/$id`. */
  readonly path: string
  readonly title: Text
  /** Where it stands in the navigation; left out for screens that are only reached by links. */
  readonly nav?: {
    readonly group: NavGroup
    readonly icon: ComponentType<{ size?: number | string; stroke?: number | string }>
    /** Smaller comes first within the group. */
    readonly order?: number
    /** Navigation links keep the period that is chosen now. */
    readonly keepsPeriod?: boolean
    /** A small live figure beside the name, such as the length of a queue. Renders nothing when there is none. */
    readonly badge?: ComponentType
  }
  readonly requires: Permission
  readonly component: LazyExoticComponent<ComponentType> | ComponentType
  /** Roles for which this is the first page after sign-in. */
  readonly homeOf?: readonly Role[]
  /** More words by which the command palette finds it. */
  readonly words?: Text
}

/** Declares a module's screens. */
export const defineScreens = (screens: readonly Screen[]): readonly Screen[] => screens
