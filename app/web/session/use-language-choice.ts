import { useEffect, useRef } from 'react'
import { type Language, setLanguage } from '../../../platform/web/index.ts'
import { queries } from '../queries.ts'
import { type SessionData, sessionKey, workspacesApi } from './session.ts'

/** The profile's language is the interface's, whatever browser a person sits at. */
export function useProfileLanguage(session: SessionData | undefined): void {
  const person = session?.person ?? null
  const applied = useRef<string | null>(null)
  useEffect(() => {
    if (!person || applied.current === person.id) return
    applied.current = person.id
    setLanguage(person.language)
  }, [person])
}

/** Switches the interface and, for a signed-in person, the profile; what the server says in words is asked for again. */
export async function chooseLanguage(language: Language, signedIn: boolean): Promise<void> {
  setLanguage(language)
  if (!signedIn) return
  await workspacesApi.session.update.call({ language })
  await queries.invalidateQueries({ queryKey: sessionKey })
}
