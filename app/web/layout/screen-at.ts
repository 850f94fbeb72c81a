/** The screen on which a page stands: its own, or the one whose address its own begins with, as a card's does with its list's. */
export function screenAt<Known extends { readonly path: string }>(
  screens: readonly Known[],
  pathname: string,
  slug: string,
): Known | null {
  const here = `${pathname}/`
  return screens.reduce<Known | null>(
    (best, screen) =>
      here.startsWith(`/w/${slug}/${screen.path}/`) && screen.path.length > (best?.path.length ?? 0) ? screen : best,
    null,
  )
}
