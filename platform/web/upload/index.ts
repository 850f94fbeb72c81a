export { FirstRows } from './first-rows.tsx'
export { TableFile } from './table-file.tsx'
export { type DroppedFile, UploadDialog } from './upload-dialog.tsx'
export { UploadList } from './upload-list.tsx'
