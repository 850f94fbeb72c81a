/** What a day brings, in the order of the clock; new things to do may be put in while it is worked through. */
export interface Timed {
  /** Second of the day. */
  readonly at: number
}

export interface Agenda<Task extends Timed> {
  add(task: Task): void
  next(): Task | undefined
}

export function createAgenda<Task extends Timed>(tasks: readonly Task[]): Agenda<Task> {
  const queue = [...tasks].sort((a, b) => b.at - a.at)
  return {
    add(task) {
      let place = queue.length
      while (place > 0 && (queue[place - 1]?.at ?? 0) < task.at) place -= 1
      queue.splice(place, 0, task)
    },
    next: () => queue.pop(),
  }
}
