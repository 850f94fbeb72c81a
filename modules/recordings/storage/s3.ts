import { AwsClient } from 'aws4fetch'
import type { Storage } from './storage.ts'

export interface Bucket {
  /** `https://storage.yandexcloud.net/bucket`, with a prefix where one is wanted. */
  readonly url: string
  readonly key: string
  readonly secret: string
  readonly region: string
}

const patienceMs = 60_000

/** A bucket of any provider that speaks S3 (Yandex Cloud, VK Cloud, Selectel, MinIO). Its address is the administrator's. */
export function bucketStorage({ url, key, secret, region }: Bucket): Storage {
  const client = new AwsClient({ accessKeyId: key, secretAccessKey: secret, service: 's3', region, retries: 2 })
  const ask = async (method: string, name: string, init: RequestInit = {}): Promise<Response> =>
    client.fetch(`${url.replace(/\/$/, '')}/${name}`, { method, signal: AbortSignal.timeout(patienceMs), ...init })
  const refuse = async (answer: Response): Promise<never> => {
    throw new Error(`S3 answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`)
  }
  return {
    async put(name, bytes, mime) {
      const answer = await ask('PUT', name, { body: new Uint8Array(bytes), headers: { 'content-type': mime } })
      if (!answer.ok) await refuse(answer)
    },
    async open(name, range) {
      const answer = await ask('GET', name, range ? { headers: { range: `bytes=${range.from}-${range.to}` } } : {})
      if (answer.status === 404) return null
      if (!answer.ok) await refuse(answer)
      return answer.body
    },
    async remove(name) {
      const answer = await ask('DELETE', name)
      if (!answer.ok && answer.status !== 404) await refuse(answer)
    },
  }
}
