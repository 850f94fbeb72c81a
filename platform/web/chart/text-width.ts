let context: CanvasRenderingContext2D | null | undefined

/** Width of a text in px, as the page's own font draws it. */
export function textWidth(text: string, size = 12): number {
  if (context === undefined) context = globalThis.document?.createElement('canvas').getContext('2d') ?? null
  if (!context) return text.length * size * 0.58
  context.font = `${size}px ${getComputedStyle(document.body).fontFamily}`
  return context.measureText(text).width
}

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function fitText(text: string, width: number, size = 12): string {
  if (textWidth(text, size) <= width) return text
  let fits = text
  while (fits.length > 1 && textWidth(`${fits}…`, size) > width) fits = fits.slice(0, -1)
  return `${fits.trimEnd()}…`
}

export const widest = (texts: readonly string[], size = 12): number =>
  texts.reduce((width, text) => Math.max(width, textWidth(text, size)), 0)
