/** The fields of a JSON object; none where it is something else. */
export function readJson(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const said: unknown = JSON.parse(body.toString('utf8'))
    return typeof said === 'object' && said !== null && !Array.isArray(said) ? { ...said } : {}
  } catch {
    return {}
  }
}
