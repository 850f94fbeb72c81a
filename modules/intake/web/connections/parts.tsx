import { type ComponentType, createContext, type ReactNode, Suspense, useContext } from 'react'
import type { Permission } from '../../../../kernel/access.ts'
import { useCan } from '../../../../platform/web/index.ts'

/** Connections that a higher module keeps itself and shows on this screen: intake knows nobody above it. */
export interface ConnectionPart {
  readonly name: string
  readonly requires: Permission
  readonly component: ComponentType
}

const Parts = createContext<readonly ConnectionPart[]>([])

/** Gives the screen the connections of higher modules; made once, in the application's shell. */
export const ConnectionPartsProvider = ({
  parts,
  children,
}: {
  parts: readonly ConnectionPart[]
  children: ReactNode
}) => <Parts.Provider value={parts}>{children}</Parts.Provider>

/** The connections of higher modules, as far as the viewer may see them. */
export function OtherConnections() {
  const can = useCan()
  return useContext(Parts)
    .filter(({ requires }) => can(requires))
    .map(({ name, component: Component }) => (
      <Suspense key={name} fallback={null}>
        <Component />
      </Suspense>
    ))
}
