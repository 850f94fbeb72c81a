import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { recordingReasons, recordingStates } from './rules.ts'

const tag = 'Recordings'

const recordingSchema = z.object({
  state: z.enum(recordingStates),
  reason: z.enum(recordingReasons).nullable(),
  detail: z.string().nullable().describe('The host that is not allowed, or what the provider answered'),
  nextAt: z.date().nullable().describe('When it is tried again'),
  mime: z.string().nullable(),
  size: z.number().nullable().describe('Bytes'),
  path: z.string().nullable().describe('Where it is played from, on this server'),
  mayListen: z.boolean().describe('Whether the company lets the asker’s role listen; without it there is no `path`'),
  listens: z.array(z.object({ by: z.string(), at: z.date() })).describe('Who listened, the last twenty'),
})
export type Recording = z.infer<typeof recordingSchema>

const settingsSchema = z.object({
  keepDays: z.number().int().min(7).max(3_650),
  hosts: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .max(200)
        .regex(/^[a-z0-9][a-z0-9.-]*$/),
    )
    .max(20)
    .describe('Hosts, beside those of the providers, from which recordings may be fetched'),
  marketingListens: z.boolean().describe('Whether marketing, to whom names and numbers are masked, hears the talks'),
  agenciesListen: z.boolean().describe('The same of agencies'),
})

export const contract = {
  read: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions/{interaction}/recording',
    tag,
    requires: 'recordings.listen',
    summary: 'Where the recording of a talk is, and who listened to it',
  })
    .input(workspaceInput.extend({ interaction: z.uuid() }))
    .output(recordingSchema.nullable()),
  settings: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/recordings/settings',
    tag,
    requires: 'recordings.manage',
    summary: 'How long recordings are kept, where they may come from and who listens',
  })
    .input(workspaceInput)
    .output(settingsSchema),
  saveSettings: operation({
    method: 'PUT',
    path: '/workspaces/{workspace}/recordings/settings',
    tag,
    requires: 'recordings.manage',
    summary: 'Say how long recordings are kept, where they may come from and who listens',
  })
    .input(workspaceInput.extend(settingsSchema.shape))
    .output(settingsSchema),
}
