/** From a webhook's arrival to an open screen: the event is sent, the server tells the browser, the browser asks again. */
import { createSender } from './load.ts'
import type { BenchServer } from './server.ts'

/** One event after another; each is awaited as a browser does it: live event, then the list. Milliseconds of each. */
export async function screenLatencies(server: BenchServer, events: number): Promise<number[]> {
  const headers = { authorization: `Bearer ${server.key}` }
  const stopping = new AbortController()
  const live = await fetch(`${server.url}/live?workspace=${server.workspace}`, { headers, signal: stopping.signal })
  if (!live.ok || !live.body) throw new Error(`/live answered ${live.status}`)
  let woken: () => void = () => undefined
  const reading = (async () => {
    try {
      for await (const _ of live.body as unknown as AsyncIterable<Uint8Array>) woken()
    } catch {
      // Stopped.
    }
  })()
  const sender = createSender(server, 1)
  const times: number[] = []
  for (let n = 0; n < events; n++) {
    const run = `screen-${n}`
    const started = performance.now()
    const at = new Date().toISOString()
    await sender.send(
      JSON.stringify({ id: run, kind: 'call', at, direction: 'inbound', startedAt: at, ourAddress: run }),
    )
    for (;;) {
      if (performance.now() - started > 10_000) throw new Error(`${run} did not come to the screen`)
      const told = new Promise<void>((resolve) => {
        woken = resolve
      })
      if (await listed(server, headers, run)) break
      await Promise.race([told, new Promise((resolve) => setTimeout(resolve, 1000))])
    }
    times.push(performance.now() - started)
  }
  sender.close()
  stopping.abort()
  await reading
  return times
}

async function listed(server: BenchServer, headers: Record<string, string>, mark: string): Promise<boolean> {
  const answer = await fetch(`${server.url}/api/v1/workspaces/${server.workspace}/interactions?limit=5`, { headers })
  if (!answer.ok) throw new Error(`interactions answered ${answer.status}`)
  return (await answer.text()).includes(`"${mark}"`)
}
