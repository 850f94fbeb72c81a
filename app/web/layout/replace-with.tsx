import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/** Leaves for another address, once: the address of this moment may change while the page is being left. */
export function ReplaceWith({ href }: { href: string }) {
  const router = useRouter()
  const target = useRef(href)
  useEffect(() => {
    router.history.replace(target.current)
  }, [router])
  return null
}
