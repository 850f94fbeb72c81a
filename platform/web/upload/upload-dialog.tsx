import { type ReactNode, useState } from 'react'
import { Dialog } from '../parts/confirm.tsx'
import { DropZone } from '../parts/drop-zone.tsx'

/** A file that lies on the table: it can be put away for another one, or the dialog closed. */
export interface DroppedFile {
  readonly file: File
  readonly onAnother: () => void
  readonly onClose: () => void
}

/** Takes a table file (CSV or XLSX) and shows what its content makes of it: a `TableFile`. */
export function UploadDialog({
  title,
  drop,
  onClose,
  children,
}: {
  title: string
  drop: string
  onClose: () => void
  children: (dropped: DroppedFile) => ReactNode
}) {
  const [file, setFile] = useState<File | null>(null)
  return (
    <Dialog opened onClose={onClose} title={title} size="lg">
      {file ? (
        children({ file, onAnother: () => setFile(null), onClose })
      ) : (
        <DropZone accept=".csv,.txt,.tsv,.xlsx" onFile={setFile}>
          {drop}
        </DropZone>
      )}
    </Dialog>
  )
}
