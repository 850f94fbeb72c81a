import { Button, Checkbox, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Dialog, defineTexts, problemOf, toastError, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api, type Site } from './api.ts'

const texts = defineTexts({
  title: { ru: 'Новый сайт', en: 'New site' },
  name: { ru: 'Название', en: 'Name' },
  example: { ru: 'Окна под ключ', en: 'Windows' },
  domains: { ru: 'Домены', en: 'Domains' },
  domainsHint: {
    ru: 'По одному в строке. Поддомены входят сами. Хиты с других сайтов отклоняются.',
    en: 'One a line. Subdomains belong to them. Hits of other sites are turned away.',
  },
  forms: { ru: 'Формы становятся обращениями', en: 'Forms become interactions' },
  formsHint: {
    ru: 'Берутся только телефон, почта и имя. Пароли, карты и всё с пометкой data-lidoskop-off не читаются.',
    en: 'Only phone, e-mail and name are taken. Passwords, cards and whatever is marked data-lidoskop-off are never read.',
  },
  consent: { ru: 'Ждать согласия на cookie', en: 'Wait for cookie consent' },
  consentHint: {
    ru: 'До вызова lidoskop.consent() в браузере ничего не хранится, посетитель не опознаётся, формы не читаются.',
    en: 'Until lidoskop.consent() is called nothing is stored, nobody is known, and forms are not read.',
  },
  make: { ru: 'Добавить', en: 'Add' },
  save: { ru: 'Сохранить', en: 'Save' },
})

/** Makes or changes a site. */
export function SiteForm({ site, onClose }: { site?: Site; onClose: () => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [name, setName] = useState(site?.name ?? '')
  const [domains, setDomains] = useState(site?.domains.join('\n') ?? '')
  const [forms, setForms] = useState(site?.settings.forms ?? true)
  const [consent, setConsent] = useState(site?.settings.consent ?? false)
  const save = useMutation({
    mutationFn: async () => {
      const body = {
        workspace: slug,
        name,
        domains: domains.split(/[\s,;]+/).filter(Boolean),
        settings: { forms, consent },
      }
      if (site) await api.sites.update.call({ ...body, id: site.id })
      else await api.sites.create.call(body)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.key() })
      onClose()
    },
    onError: (error) => {
      if (!problemOf(error)?.field) toastError(error)
    },
  })
  const problem = problemOf(save.error)
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Dialog opened onClose={onClose} title={site?.name ?? t('title')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t('name')}
            placeholder={t('example')}
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errorOf('name')}
            data-autofocus
          />
          <Textarea
            label={t('domains')}
            description={t('domainsHint')}
            placeholder="okna.ru"
            required
            autosize
            minRows={2}
            value={domains}
            onChange={(event) => setDomains(event.currentTarget.value)}
            error={errorOf('domains')}
          />
          <Checkbox
            label={t('forms')}
            description={t('formsHint')}
            checked={forms}
            onChange={(event) => setForms(event.currentTarget.checked)}
          />
          <Checkbox
            label={t('consent')}
            description={t('consentHint')}
            checked={consent}
            onChange={(event) => setConsent(event.currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {t(site ? 'save' : 'make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
