import type { Config } from '../../../platform/config/config.ts'
import { folderStorage } from './folder.ts'
import { bucketStorage } from './s3.ts'
import type { Storage } from './storage.ts'

/** Where this installation keeps recordings: its bucket, else its data folder. */
export const storageOf = ({ bucket, dataFolder }: Pick<Config, 'bucket' | 'dataFolder'>): Storage =>
  bucket ? bucketStorage(bucket) : folderStorage(dataFolder)
