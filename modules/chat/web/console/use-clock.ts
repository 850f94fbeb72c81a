import { useEffect, useState } from 'react'

/** The time in milliseconds, anew every five seconds while `runs`. */
export function useClock(runs: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!runs) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 5_000)
    return () => clearInterval(timer)
  }, [runs])
  return now
}
