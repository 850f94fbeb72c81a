/** Hooks of CRMs as recorded and documented; the portal's documented events are those of bitrix24/b24restdocs (MIT licence). */
import { describe, expect, it } from 'vitest'
import type { StoredEvent } from './adapter.ts'
import { amocrm, readAmoHook } from './amocrm.ts'
import { bitrix24, readBitrixEvent } from './bitrix24.ts'

const form = 'application/x-www-form-urlencoded'
const stored = (body: string): StoredEvent => ({
  ...{ topic: '', contentType: form, body: Buffer.from(body), receivedAt: new Date('2026-03-02T12:00:00Z') },
})
const settings = { address: 'https://apfitness.amocrm.ru' }

const moved =
  'leads[status][0][id]=10701093&leads[status][0][name]=Семинар&leads[status][0][status_id]=142&leads[status][0][old_status_id]=20067736&leads[status][0][price]=22500&leads[status][0][responsible_user_id]=2079676&leads[status][0][last_modified]=1539782664&leads[status][0][pipeline_id]=9217056&leads[status][0][tags][0][id]=80147&leads[status][0][custom_fields][0][id]=66339&leads[status][0][custom_fields][0][values][0][value]=Сайт&leads[status][0][custom_fields][2][id]=72333&leads[status][0][custom_fields][2][values][0]=1542067200&account[subdomain]=apfitness'

describe('amoCRM names deals', () => {
  it('with brackets encoded or not, several in one request, and through contacts that changed', () => {
    expect(readAmoHook(Buffer.from(moved)).leads).toEqual(['10701093'])
    expect(readAmoHook(Buffer.from(encodeURI(moved).replaceAll('[', '%5B').replaceAll(']', '%5D'))).leads).toEqual([
      '10701093',
    ])
    const several =
      'leads[add][0][id]=1&leads[add][1][id]=2&leads[update][0][id]=1&contacts[update][0][id]=501&contacts[update][0][linked_leads_id][9982719][ID]=9982719'
    expect(readAmoHook(Buffer.from(several)).leads).toEqual(['1', '2', '9982719'])
  })

  it('of its own account only; an own domain says nothing of the account', () => {
    expect(amocrm.map(stored(moved), settings)).toEqual({ kind: 'handed', subject: 'lead:10701093' })
    expect(amocrm.map(stored(moved), { address: 'https://other.amocrm.ru' })).toMatchObject({ kind: 'failed' })
    expect(amocrm.map(stored(moved), { address: 'https://crm.company.ru' })).toMatchObject({ kind: 'handed' })
  })

  it('or nothing, and never throws, wherever the body is cut', () => {
    for (let end = 0; end <= moved.length; end += 3) {
      expect(['handed', 'failed', 'ignored']).toContain(amocrm.map(stored(moved.slice(0, end)), settings).kind)
    }
    const clash = 'contacts[note][0][note][type]=3&contacts[note][0][note][type][message_uuid]=a'
    expect(amocrm.map(stored(clash), settings)).toEqual({
      kind: 'ignored',
      reason: { code: 'no_matter', detail: 'contacts' },
    })
    expect(amocrm.map(stored('leads[add][0][id]=../../etc'), settings)).toMatchObject({ kind: 'failed' })
  })
})

const documented = {
  event: 'ONCRMDEALADD',
  event_handler_id: '185',
  data: { FIELDS: { ID: '7405' } },
  ts: '1766047124',
  auth: {
    access_token: 's6p6eclrvim6da22ft9ch94ekreb52lv',
    domain: 'some-domain.bitrix24.com',
    member_id: 'd897063e1ce7c5eb9f04b9751eef5915',
    application_token: '51856fefc120afa4b628cc82d3935cce',
  },
}
const delivery = (contentType: string, body: string) => ({
  ...{
    method: 'POST' as const,
    topic: '',
    query: new URLSearchParams(),
    contentType,
    header: () => null,
    body: Buffer.from(body),
  },
})
const secrets = {
  webhookUrl: 'https://some-domain.bitrix24.com/rest/1/code/',
  applicationToken: '51856fefc120afa4b628cc82d3935cce',
}

describe('Bitrix24 names a deal', () => {
  it('in a form or in JSON, and what is kept holds no token', () => {
    const asForm =
      'event=ONCRMDEALUPDATE&data%5BFIELDS%5D%5BID%5D=42&ts=1736405807&auth%5Bdomain%5D=crm.example.test&auth%5Bmember_id%5D=member-1&auth%5Bapplication_token%5D=51856fefc120afa4b628cc82d3935cce'
    for (const [type, body, deal] of [
      [form, asForm, '42'],
      ['application/json', JSON.stringify(documented), '7405'],
    ] as const) {
      expect(bitrix24.trust(delivery(type, body), secrets, new Date())).toBe('right')
      const [kept] = bitrix24.keep(delivery(type, body), secrets)
      const text = kept?.body.toString() ?? ''
      expect(text).not.toMatch(/51856fef|s6p6ecl/)
      expect(readBitrixEvent(Buffer.from(text)).deal).toBe(deal)
    }
  })

  it('only with the right token; without one in the settings nobody is believed', () => {
    const body = JSON.stringify(documented)
    const trust = (of: Record<string, string>) => bitrix24.trust(delivery('application/json', body), of, new Date())
    expect(trust({ ...secrets, applicationToken: 'another' })).toBe('wrong')
    expect(trust({ ...secrets, applicationToken: '' })).toBe('wrong')
    expect(bitrix24.trust(delivery(form, 'event=ONCRMDEALADD'), secrets, new Date())).toBe('missing')
    expect(bitrix24.trust(delivery('application/json', '[[['), secrets, new Date())).toBe('missing')
  })
})
