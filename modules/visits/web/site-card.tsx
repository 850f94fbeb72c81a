import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConnectionMenu } from '../../../platform/web/connection/connection-menu.tsx'
import {
  CopyField,
  defineTexts,
  Panel,
  toastError,
  useFormat,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api, type Site } from './api.ts'
import { SiteForm } from './site-form.tsx'
import styles from './visits.module.css'

const texts = defineTexts({
  off: { ru: 'выключен', en: 'switched off' },
  snippet: { ru: 'Код для сайта', en: 'Code for the site' },
  snippetHint: {
    ru: 'Перед </head> на каждой странице. Загрузку страницы не задерживает, 4 КБ.',
    en: 'Before </head> on every page. Does not delay the page, 4 KB.',
  },
  policy: {
    ru: 'Если сайт задаёт Content-Security-Policy, добавьте {server} в script-src и connect-src.',
    en: 'Where the site sets a Content-Security-Policy, add {server} to script-src and connect-src.',
  },
  consent: {
    ru: 'Когда посетитель согласится, вызовите lidoskop.consent().',
    en: 'When the visitor consents, call lidoskop.consent().',
  },
  never: { ru: 'Ещё ни одного хита', en: 'No hit yet' },
  last: { ru: 'Последний хит {ago}', en: 'Last hit {ago}' },
  check: { ru: 'Проверить установку', en: 'Check the installation' },
  installed: { ru: 'Скрипт стоит на {page}', en: 'The script is on {page}' },
  missing: { ru: 'На {page} скрипта нет', en: 'The script is not on {page}' },
  missingHow: {
    ru: 'Код поставлен через менеджер тегов? Тогда в самой странице его не видно: откройте сайт и посмотрите, появится ли хит.',
    en: 'Is it put there by a tag manager? Then the page itself does not show it: open the site and see whether a hit appears.',
  },
  blocked: {
    ru: 'Скрипт на {page} есть, но политика безопасности сайта ({detail}) его не пускает',
    en: 'The script is on {page}, but the site’s security policy ({detail}) keeps it from running',
  },
  unreachable: { ru: '{page} не открывается', en: '{page} does not open' },
  week: { ru: 'за 7 дней', en: 'in 7 days' },
  hits: { ru: 'хитов {count}', en: '{count} hits' },
  repeated: { ru: 'повторов {count}', en: '{count} repeated' },
  bot: { ru: 'роботов {count}', en: '{count} by robots' },
  origin: { ru: 'с чужих сайтов {count}', en: '{count} from other sites' },
  flood_address: { ru: 'потоком с одного адреса {count}', en: '{count} in floods of an address' },
  flood_visitor: { ru: 'потоком от посетителя {count}', en: '{count} in floods of a visitor' },
  malformed: { ru: 'испорченных {count}', en: '{count} malformed' },
  too_large: { ru: 'слишком больших {count}', en: '{count} too large' },
  paused: { ru: 'пока был выключен {count}', en: '{count} while switched off' },
  forged: { ru: 'с поддельным ключом {count}', en: '{count} with a forged key' },
  turned: { ru: 'Отклонено', en: 'Turned away' },
  removeSure: {
    ru: 'Хиты с этого сайта больше не принимаются. Посещения и обращения остаются.',
    en: 'Hits of this site are not taken any more. Visits and contacts stay.',
  },
})

/** A site: its code, whether hits come, what was turned away. */
export function SiteCard({ site, server }: { site: Site; server: string }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const target = { workspace: slug, id: site.id }
  const changed = () => queries.invalidateQueries({ queryKey: api.key() })
  const check = useMutation({ mutationFn: () => api.sites.check.call(target), onError: toastError })
  const toggle = useMutation({
    mutationFn: () => api.sites.update.call({ ...target, active: !site.active }),
    onSuccess: changed,
    onError: toastError,
  })
  const snippet = `<script src="${server}/site/${site.key}/s.js" async${site.settings.consent ? ' data-consent' : ''}></script>`
  const taken = site.week.filter(({ what }) => what === 'hits' || what === 'repeated')
  const turned = site.week.filter(({ what }) => what !== 'hits' && what !== 'repeated')
  return (
    <Panel
      title={
        <span className={styles.title}>
          {site.name}
          {site.active ? null : <Badge color="yellow">{t('off')}</Badge>}
        </span>
      }
      actions={
        <>
          <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
            {t('check')}
          </Button>
          <ConnectionMenu
            name={site.name}
            active={site.active}
            onEdit={() => setEditing(true)}
            onToggle={() => toggle.mutate()}
            remove={async () => {
              await api.sites.remove.call(target)
              await changed()
            }}
            words={{ secret: '', renewSure: '', removeSure: t('removeSure') }}
          />
        </>
      }
    >
      <Stack gap="xs">
        {site.domains.join() === site.name ? null : (
          <Group gap={6}>
            {site.domains.map((domain) => (
              <Badge key={domain} color="gray">
                {domain}
              </Badge>
            ))}
          </Group>
        )}
        <Text size="sm" className={site.lastHitAt ? undefined : styles.look}>
          {site.lastHitAt ? t('last', { ago: format.ago(site.lastHitAt) }) : t('never')}
          {taken.length > 0 ? (
            <span className="lk-quiet">
              {' · '}
              {taken.map(({ what, count }) => t(what, { count })).join(', ')} {t('week')}
            </span>
          ) : null}
        </Text>
        {turned.length > 0 ? (
          <Text size="sm" c="dimmed">
            {t('turned')} {t('week')}: {turned.map(({ what, count }) => t(what, { count })).join(', ')}
          </Text>
        ) : null}
        {check.data ? <Found found={check.data} /> : null}
        <CopyField label={t('snippet')} hint={t('snippetHint')} value={snippet} />
        <Text size="xs" c="dimmed">
          {t('policy', { server: new URL(server).origin })} {site.settings.consent ? t('consent') : null}
        </Text>
      </Stack>
      {editing ? <SiteForm site={site} onClose={() => setEditing(false)} /> : null}
    </Panel>
  )
}

function Found({ found }: { found: Awaited<ReturnType<typeof api.sites.check.call>> }) {
  const t = useTexts(texts)
  const { state, page, detail } = found
  return (
    <div className={state === 'installed' ? styles.fine : styles.look} role="status">
      <Text size="sm">
        {t(state, { page, detail: detail ?? '' })}
        {state === 'unreachable' && detail ? `: ${detail}` : null}
      </Text>
      {state === 'missing' ? <Text size="xs">{t('missingHow')}</Text> : null}
    </div>
  )
}
