import { can } from '../../../kernel/access.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Member } from '../../../platform/api/context.ts'
import type { Database } from '../../../platform/database/database.ts'
import { isDatabaseUnavailable } from '../../../platform/database/unavailable.ts'
import type { Log } from '../../../platform/log/log.ts'
import type { DialogueRow } from '../contract.ts'
import type { OperatorNews, Refusal } from '../rules.ts'
import { reaches } from '../rules.ts'
import { tellChat } from '../store/append.ts'
import { markReadByCompany, type Operator, sayAsEmployee } from '../store/employee.ts'
import { readRow } from '../store/rows.ts'
import { operatorFrame, readFrame } from './frames.ts'

/** A member of the company as somebody who chats. */
export const operatorOf = (member: Member): Operator => ({
  workspaceId: member.workspaceId,
  reach: member.reach,
  employeeId: member.employeeId,
  departmentId: member.departmentId,
  seesPersonalData: member.seesPersonalData,
  name: member.actor.name,
})

const reasons: Partial<Record<string, Refusal>> = { chat_over: 'over', missing_value: 'empty', not_found: 'unknown' }

/** Answers to one frame of a console; words are durable before this returns `kept`. */
export async function answerOperator(
  parts: { readonly db: Database; readonly log: Log; readonly recordSoon: (workspaceId: string) => void },
  member: Pick<Member, 'role'>,
  operator: Operator,
  told: unknown,
  now: Date,
): Promise<OperatorNews<DialogueRow> | null> {
  const { db, log } = parts
  const frame = readFrame(operatorFrame, told)
  if (!frame || !can(member.role, 'chats.answer')) {
    return { type: 'refused', dialogue: null, id: null, reason: 'unknown' }
  }
  const { dialogue } = frame
  const id = frame.type === 'message' ? frame.id : null
  try {
    switch (frame.type) {
      case 'message': {
        const words = { id: frame.id, text: frame.text, fileId: frame.file ?? null }
        const { seq } = await db.transaction((tx) => sayAsEmployee(tx, operator, dialogue, words, now))
        parts.recordSoon(operator.workspaceId)
        return { type: 'kept', dialogue, id: frame.id, seq }
      }
      case 'typing': {
        const row = await readRow(db, operator.workspaceId, dialogue, now)
        const place = { employeeId: row?.employee?.id ?? null, departmentId: row?.department?.id ?? null }
        if (!row || !reaches(operator.reach, operator.departmentId, place)) return null
        await tellChat(db, {
          w: operator.workspaceId,
          kind: 'typing',
          dialogue,
          visitor: row.visitor.id,
          name: operator.name,
        })
        return null
      }
      case 'read':
        await markReadByCompany(db, operator, dialogue, frame.seq)
        return null
    }
  } catch (error) {
    if (error instanceof Problem) return { type: 'refused', dialogue, id, reason: reasons[error.code] ?? 'unknown' }
    if (!isDatabaseUnavailable(error)) log.error({ err: error }, 'an operator’s frame could not be taken')
    return { type: 'refused', dialogue, id, reason: 'unavailable' }
  }
}
