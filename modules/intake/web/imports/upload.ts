import { language } from '../../../../platform/web/index.ts'
import type { Import } from './api.ts'

/**
 * Sends a file as it lies on disk. `fetch` does not tell how far an upload is, the older request does.
 * Rejects with what the server answered, in the form that `toastError` reads.
 */
export function uploadFile(slug: string, file: File, onProgress: (share: number) => void): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/workspaces/${encodeURIComponent(slug)}/imports?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('accept-language', language())
    request.responseType = 'json'
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0)
    request.onload = () => (request.status === 200 ? resolve(request.response as Import) : reject(answerOf(request)))
    request.onerror = () => reject(new Error('unreachable'))
    request.send(file)
  })
}

const answerOf = (request: XMLHttpRequest): object => ({
  ...(typeof request.response === 'object' ? request.response : {}),
  status: request.status,
})
