/** The largest webhook that is read: the providers' own are below 20 KB, a long chat's messages below 200 KB. */
export const largestWebhook = 1024 * 1024

/** The body's bytes, or null where they are too many: those are not read to their end. */
export async function readBody(request: Request): Promise<Buffer | null> {
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > largestWebhook) return null
  // Not through `request.body`: making a web stream costs more than everything else that a webhook needs.
  if (announced !== null) return Buffer.from(await request.arrayBuffer())
  if (!request.body) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > largestWebhook) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
