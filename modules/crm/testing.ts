/** Asks again until there is an answer other than null. The test's own time limit ends it. */
export async function until<Value>(look: () => Promise<Value | null>): Promise<Value> {
  for (;;) {
    const value = await look()
    if (value !== null) return value
    await new Promise((resume) => setTimeout(resume, 50))
  }
}
