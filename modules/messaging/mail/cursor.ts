/** How far a mailbox was read. IMAP numbers letters per folder, and says by UIDVALIDITY whether the numbers still hold. */

export interface FolderCursor {
  readonly uidValidity: string
  /** Every letter up to this number is in the inbox. */
  readonly lastUid: number
}

export interface MailCursor {
  readonly folders: Readonly<Record<string, FolderCursor>>
  /** When the mailbox was last read to its end: where numbers no longer hold, letters since then are read again. */
  readonly seenAt: string | null
}

export function readCursor(value: unknown): MailCursor {
  const cursor = value as Partial<MailCursor> | null
  return cursor && typeof cursor.folders === 'object' && cursor.folders
    ? { folders: cursor.folders, seenAt: typeof cursor.seenAt === 'string' ? cursor.seenAt : null }
    : { folders: {}, seenAt: null }
}

/** Days by which a renumbered folder is read further back than it had been read: clocks differ, and IMAP searches by days. */
const overlapDays = 2

/**
 * Which letters of a folder are to be read: those after a number, or all since a day (and the number that is the last now).
 * A folder that is new to us is read back by `readBackDays`, one that was renumbered since it was last read.
 */
export function wanted(
  known: FolderCursor | undefined,
  folder: { readonly uidValidity: string },
  seenAt: string | null,
  readBackDays: number,
  now: Date,
): { readonly kind: 'after'; readonly uid: number } | { readonly kind: 'since'; readonly day: Date | null } {
  if (known?.uidValidity === folder.uidValidity) return { kind: 'after', uid: known.lastUid }
  const ago = (from: Date, days: number) => new Date(from.getTime() - days * 86_400_000)
  if (known) return { kind: 'since', day: ago(seenAt ? new Date(seenAt) : now, overlapDays) }
  return { kind: 'since', day: readBackDays > 0 ? ago(now, readBackDays) : null }
}
