import { useCan, useFormat, useWorkspace } from '../../../platform/web/index.ts'
import { useRing } from './console/notify.ts'
import { useDesk } from './console/use-desk.ts'

/**
 * How many clients wait for an answer. It stands in the navigation of every screen, so it is also what keeps the line open and
 * rings, for those who answer.
 */
export function ChatBadge() {
  const can = useCan()
  return can('chats.answer') ? <Counting /> : null
}

function Counting() {
  const format = useFormat()
  const { employeeId } = useWorkspace()
  const { shown } = useDesk()
  useRing()
  const waiting = [...shown.rows.values()].filter(
    ({ state, waitingSince, employee }) =>
      state === 'open' && waitingSince !== null && (employee === null || employee.id === employeeId),
  ).length
  return waiting > 0 ? <span className="lk-num">{format.number(waiting)}</span> : null
}
