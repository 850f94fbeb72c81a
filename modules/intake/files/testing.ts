/** What tests of imports share: a file through the API, from upload to done. */
import { openAsBlob } from 'node:fs'
import type { TestServer } from '../../../platform/testing/server.ts'
import type { Choices } from './choices.ts'
import type { Import, Recognition, Rehearsal } from './contract.ts'

export interface ImportDriver {
  upload(content: string | Uint8Array | { readonly path: string }, name?: string): Promise<Import>
  recognise(id: string, choices?: Choices): Promise<Recognition>
  rehearse(id: string, choices?: Choices): Promise<Rehearsal>
  /** Starts and waits for the end. */
  run(id: string, choices?: Choices): Promise<Import>
  act(id: string, act: 'cancel' | 'undo'): Promise<Import>
  read(id: string): Promise<Import>
  /** Waits until the background has nothing more to do about it. */
  settled(id: string): Promise<Import>
  /** The body of an answer that is an error. */
  refused(path: string, body?: unknown): Promise<{ status: number; code: string; field?: string; message: string }>
}

export function driveImports(server: TestServer): ImportDriver {
  const base = `/workspaces/${server.company.slug}/imports`
  const api = server.api('admin')
  const json = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    const response = await api(`${base}${path}`, body === undefined ? {} : { body })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }
  const driver: ImportDriver = {
    async upload(content, name = 'calls.csv') {
      const body =
        typeof content === 'object' && 'path' in content
          ? await openAsBlob(content.path)
          : Buffer.from(content as string)
      const response = await fetch(`${server.url}/api/v1${base}?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.keys.admin}`, 'content-type': 'application/octet-stream' },
        body,
      })
      if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`)
      return (await response.json()) as Import
    },
    recognise: (id, choices = {}) => json(`/${id}/recognition`, { choices }),
    rehearse: (id, choices = {}) => json(`/${id}/rehearsal`, { choices }),
    async run(id, choices = {}) {
      await json(`/${id}/start`, { choices })
      return driver.settled(id)
    },
    act: (id, act) => json(`/${id}/${act}`, {}),
    read: (id) => json(`/${id}`),
    async settled(id) {
      for (;;) {
        const found = await driver.read(id)
        if (!['queued', 'running', 'cancelling', 'undoing'].includes(found.state)) return found
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    async refused(path, body = {}) {
      const response = await api(`${base}${path}`, { body })
      const answer = (await response.json()) as { data?: { code: string; field?: string; message: string } }
      return { status: response.status, code: '', message: '', ...answer.data }
    },
  }
  return driver
}
