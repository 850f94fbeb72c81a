/**
 * How modules hear of each other without knowing each other: one publishes, others subscribe.
 * An event is published after the transaction that caused it is committed. Subscribers run in order;
 * one that fails is logged and does not stop the others.
 */
export interface EventBus<Events extends object> {
  publish<Name extends keyof Events>(name: Name, event: Events[Name]): Promise<void>
  subscribe<Name extends keyof Events>(name: Name, subscriber: (event: Events[Name]) => Promise<void> | void): void
}

/** Creates a bus. `onError` hears of subscribers that failed. */
export function createEventBus<Events extends object>(
  onError: (error: unknown, name: string) => void,
): EventBus<Events> {
  const subscribers = new Map<keyof Events, ((event: never) => Promise<void> | void)[]>()
  return {
    async publish(name, event) {
      for (const subscriber of subscribers.get(name) ?? []) {
        try {
          await subscriber(event as never)
        } catch (error) {
          onError(error, String(name))
        }
      }
    },
    subscribe(name, subscriber) {
      subscribers.set(name, [...(subscribers.get(name) ?? []), subscriber])
    },
  }
}
