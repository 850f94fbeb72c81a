import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { connectLive, type LiveConnection, type LiveState } from './connection.ts'

const Context = createContext<{ connection: LiveConnection | null; state: LiveState }>({
  connection: null,
  state: 'connecting',
})

/**
 * One live line per open company. What changed on the server is asked for again: a message of type `imports` refreshes
 * every query of a module of that name; a screen may listen to more with `useLive`.
 */
export function LiveProvider({ workspace, children }: { workspace: string; children: ReactNode }) {
  const queries = useQueryClient()
  const [value, setValue] = useState<{ connection: LiveConnection | null; state: LiveState }>({
    connection: null,
    state: 'connecting',
  })
  useEffect(() => {
    const connection = connectLive(workspace, {
      onState: (state) => setValue((was) => ({ ...was, state })),
      // Whatever happened while the line was down is unknown: everything on the screen is asked for again.
      onBack: () => void queries.invalidateQueries(),
    })
    setValue({ connection, state: 'connecting' })
    const stop = connection.listen('*', (type) => {
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => Array.isArray(queryKey[0]) && queryKey[0][0] === type,
      })
    })
    return () => {
      stop()
      connection.close()
    }
  }, [workspace, queries])
  return <Context value={value}>{children}</Context>
}

/** Calls `onChange` (at most once a second) when something of this type changed in the open company. */
export function useLive(type: string, onChange: () => void): void {
  const { connection } = useContext(Context)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })
  useEffect(() => connection?.listen(type, () => latest.current()), [connection, type])
}

/** Whether changes reach this screen by themselves now. */
export const useLiveState = (): LiveState => useContext(Context).state
