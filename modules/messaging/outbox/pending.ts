/** Files of an answer belong to it by this name until the channel has given the message its own. */
export const pendingFiles = (id: string): string => `outbox:${id}`
