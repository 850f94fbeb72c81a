import type { ChatFile } from '../../../modules/chat/rules.ts'
import type { SiteServer } from '../shell/part.ts'

/** As in modules/chat/rules.ts: only what browsers draw and what can carry no script is shown. */
const drawable = /^image\/(png|jpeg|gif|webp)$/
export const largestFile = 10 * 1024 * 1024

export type Uploaded = { readonly file: ChatFile } | { readonly failed: 'large' | 'type' | 'network' }

/** Sends a file; its content decides what it is. */
export async function upload(site: SiteServer, token: string, file: File): Promise<Uploaded> {
  if (file.size > largestFile) return { failed: 'large' }
  try {
    const response = await fetch(site.address(`chat/files?name=${encodeURIComponent(file.name)}`), {
      method: 'POST',
      credentials: 'omit',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: file,
    })
    if (response.ok) return { file: (await response.json()) as ChatFile }
    return { failed: response.status === 413 ? 'large' : response.status === 422 ? 'type' : 'network' }
  } catch {
    return { failed: 'network' }
  }
}

async function fetchFile(site: SiteServer, token: string, file: ChatFile): Promise<Blob> {
  const response = await fetch(site.address(`chat/files/${file.id}`), {
    credentials: 'omit',
    headers: { authorization: `Bearer ${token}` },
  })
  if (!response.ok) throw new Error(String(response.status))
  return new Blob([await response.arrayBuffer()], {
    type: drawable.test(file.type) ? file.type : 'application/octet-stream',
  })
}

/** Saves a file on the visitor's machine; it is never opened within the page. */
export async function download(site: SiteServer, token: string, file: ChatFile): Promise<void> {
  const address = URL.createObjectURL(await fetchFile(site, token, file))
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** A picture of a safe kind, or null. */
export async function thumbnail(site: SiteServer, token: string, file: ChatFile): Promise<string | null> {
  if (!drawable.test(file.type)) return null
  try {
    return URL.createObjectURL(await fetchFile(site, token, file))
  } catch {
    return null
  }
}
