import { createContext, type ReactNode, useContext } from 'react'
import type { Permission, Role } from '../../../kernel/access.ts'

/** The company that is open, and what the signed-in person is in it. */
export interface OpenWorkspace {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly role: Role
  readonly permissions: readonly string[]
  readonly employeeId: string | null
  readonly departmentId: string | null
  /** IANA zone of the company's calendar. */
  readonly timezone: string
  /** ISO 4217 */
  readonly currency: string
  /** False: numbers, addresses and names arrive masked. */
  readonly seesPersonalData: boolean
}

const Context = createContext<OpenWorkspace | null>(null)

/** Makes a company the open one for everything inside. */
export function WorkspaceProvider({ workspace, children }: { workspace: OpenWorkspace; children: ReactNode }) {
  return <Context value={workspace}>{children}</Context>
}

/** The open company, or null outside of one (sign-in, invitation). */
export const useMaybeWorkspace = (): OpenWorkspace | null => useContext(Context)

/** The open company. A screen under `/w/$workspace` always has one. */
export function useWorkspace(): OpenWorkspace {
  const workspace = useContext(Context)
  if (!workspace) throw new Error('useWorkspace is for screens of a workspace')
  return workspace
}

/** `can('classes.set')`: whether the signed-in person may. The server checks again. */
export function useCan(): (permission: Permission) => boolean {
  const { permissions } = useWorkspace()
  return (permission) => permissions.includes(permission)
}
