import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import {
  GoLink,
  toastError,
  useCan,
  useFormat,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { isOpenDial } from '../rules.ts'
import { api, type Request } from './api.ts'
import styles from './callbacks.module.css'
import { CloseDialog } from './close-dialog.tsx'
import { DialLine } from './dial-line.tsx'
import { dialTexts } from './dial-texts.ts'
import { texts } from './texts.ts'

/** Those who wait, the most urgent first, each with the time that is left. */
export function Queue({ requests }: { requests: readonly Request[] }) {
  const now = useSecond()
  return (
    <ul className={styles.queue}>
      {requests.map((request) => (
        <Waiting key={request.id} request={request} now={now} />
      ))}
    </ul>
  )
}

function useSecond(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

function Waiting({ request, now }: { request: Request; now: number }) {
  const t = useTexts(texts)
  const format = useFormat()
  const can = useCan()
  const link = useScreenLink()
  const { slug, employeeId } = useWorkspace()
  const queries = useQueryClient()
  const [closing, setClosing] = useState(false)
  const done = () => queries.invalidateQueries({ queryKey: api.key() })
  const input = { workspace: slug, id: request.id }
  const take = useMutation({ mutationFn: () => api.take.call(input), onSuccess: done, onError: toastError })
  const release = useMutation({ mutationFn: () => api.release.call(input), onSuccess: done, onError: toastError })
  const dial = useTexts(dialTexts)
  const call = useMutation({ mutationFn: () => api.call.call(input), onSuccess: done, onError: toastError })
  const calling = request.dial !== null && isOpenDial(request.dial.state)
  const mine = request.employee !== null && request.employee.id === employeeId
  const late = Date.parse(request.promisedUntil) < now
  return (
    <li className={styles.request} data-late={late || undefined}>
      <div>
        <div>
          <span className={`${styles.number} lk-num`}>{format.phone(request.phone)}</span> {request.name}
        </div>
        <div className="lk-quiet">
          {[
            format.dateTime(request.createdAt),
            request.wantedAt && t('wished', { time: format.dateTime(request.wantedAt) }),
            request.attempts > 0 && t('attempts', { count: request.attempts }),
            request.employee && !mine && t('takenBy', { name: request.employee.name }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
        <DialLine request={request} />
      </div>
      <Clock request={request} now={now} />
      <div className={styles.actions}>
        {request.callable && can('callbacks.take') && employeeId && (mine || !request.employee) ? (
          <Button
            size="compact-sm"
            title={dial('callByExchangeWhy')}
            disabled={calling}
            loading={call.isPending}
            onClick={() => call.mutate()}
          >
            {dial('callByExchange')}
          </Button>
        ) : null}
        <Button
          component="a"
          href={`tel:${request.phone}`}
          size="compact-sm"
          variant={request.callable ? 'default' : 'filled'}
        >
          {t('call')}
        </Button>
        {can('callbacks.take') && employeeId ? (
          mine ? (
            <Button variant="default" size="compact-sm" loading={release.isPending} onClick={() => release.mutate()}>
              {t('release')}
            </Button>
          ) : request.employee ? null : (
            <Button variant="default" size="compact-sm" loading={take.isPending} onClick={() => take.mutate()}>
              {t('take')}
            </Button>
          )
        ) : null}
        {can('callbacks.take') ? (
          <Button variant="subtle" size="compact-sm" onClick={() => setClosing(true)}>
            {t('close')}
          </Button>
        ) : null}
        {request.interactionId ? (
          <GoLink className={styles.open} href={link(`interactions/${request.interactionId}`)}>
            {t('open')}
          </GoLink>
        ) : null}
      </div>
      {closing ? <CloseDialog id={request.id} onClose={() => setClosing(false)} /> : null}
    </li>
  )
}

/** The time until the promise is due, since it was broken, or until the next try. */
function Clock({ request, now }: { request: Request; now: number }) {
  const t = useTexts(texts)
  const format = useFormat()
  const next = Date.parse(request.tryAt)
  const until = Date.parse(request.promisedUntil)
  if (next - now > 60_000)
    return <span className="lk-quiet">{t('from', { time: format.dateTime(request.tryAt) })}</span>
  const seconds = Math.round((until - now) / 1000)
  return seconds >= 0 ? (
    <strong className="lk-num">{t('left', { time: format.clock(seconds) })}</strong>
  ) : (
    <span className={`${styles.late} lk-num`}>
      {t('late', { time: format.ago(request.promisedUntil, new Date(now)) })}
    </span>
  )
}
