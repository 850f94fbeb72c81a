import { useHotkeys } from '../../../../platform/web/index.ts'
import type { Item } from '../api.ts'
import { useClasses } from '../use-classes.ts'
import { useSetClass } from '../use-set-class.ts'

/** Keys of the list itself, which no class can have. */
export const reservedKeys: readonly string[] = ['j', 'k', 'x']

/** Every class has a key: one press gives it to what is chosen. Backspace takes it away, Ctrl+Z puts back what was. */
export function useClassKeys(targets: readonly Item[], may: boolean) {
  const { active } = useClasses()
  const { set, undo } = useSetClass()
  const keys: Record<string, () => void> = {}
  if (may) {
    for (const item of active) {
      if (item.hotkey && !reservedKeys.includes(item.hotkey)) keys[item.hotkey] = () => set(targets, item.id)
    }
    const take = () => set(targets, null)
    keys.Backspace = take
    keys['mod+z'] = () => void undo()
  }
  useHotkeys(keys)
  return { set }
}
