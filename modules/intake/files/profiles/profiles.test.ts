import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readTable } from '../../../../platform/files/table.ts'
import { fold, type Told } from '../../../interactions/fold.ts'
import { verdict } from '../../../interactions/rules.ts'
import type { Choices } from '../choices.ts'
import { planImport, type ReadRow, rowReader } from '../plan.ts'

const folder = mkdtempSync(join(tmpdir(), 'lidoskop-profiles-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

const reading = {
  timezone: 'Europe/Moscow',
  country: 'RU',
  classes: new Map([
    ['спам', 'spam'],
    ['lead', 'lead'],
  ]),
  now: new Date('2026-11-24T12:00:00Z'),
}

/** Reads a text as a file and folds what it tells into calls, as the record does. */
async function read(text: string, choices: Choices = {}) {
  const path = join(folder, `file-${++files}.csv`)
  writeFileSync(path, text)
  const plan = await planImport(path, choices, reading)
  const reader = rowReader(plan)
  const rows: ReadRow[] = []
  for await (const piece of readTable(path, plan.records.shape))
    for (const row of piece) rows.push(...[reader(row) ?? []].flat())
  const calls = new Map<string, Told>()
  for (const { observation: told } of rows.filter((row) => !row.problem) as Extract<
    ReadRow,
    { problem?: undefined }
  >[]) {
    calls.set(told.externalId, fold(calls.get(told.externalId) ?? null, told))
  }
  const problems = rows.flatMap((row) => row.problem ?? [])
  return {
    plan,
    problems,
    calls: [...calls.values()].map((told) => ({
      ...verdict(told),
      told,
      phone: told.partyPhone,
      name: told.partyName,
      ours: told.ourAddress,
    })),
  }
}

const quotedLine = (cells: readonly (string | number)[]) =>
  cells.map((cell) => (typeof cell === 'number' ? cell : `"${cell}"`)).join(',')

describe('FreePBX and Asterisk', () => {
  const common = {
    src: '79161234567',
    dst: '101',
    context: 'from-internal',
    clid: '""Иван"" <79161234567>',
    channel: 'SIP/mango-0000001a',
    dstchannel: 'SIP/101-0000001b',
  }
  const times = ['2026-03-05 10:00:00', '2026-03-05 10:00:12', '2026-03-05 10:02:12', 132, 120] as const
  const accountFirst = quotedLine([
    '',
    common.src,
    common.dst,
    common.context,
    common.clid,
    common.channel,
    common.dstchannel,
    'Dial',
    'SIP/101,20',
    ...times,
    'ANSWERED',
    'DOCUMENTATION',
    '1772693000.42',
    '',
  ])
  const clidFirst = quotedLine([
    common.clid,
    common.src,
    common.dst,
    common.context,
    common.channel,
    common.dstchannel,
    'Dial',
    'SIP/101,20',
    ...times,
    'ANSWERED',
    'DOCUMENTATION',
    '',
    '1772693000.42',
    '',
  ])
  const headed = `calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield,did,recordingfile,cnum,cnam,outbound_cnum,outbound_cnam,dst_cnam,linkedid,peeraccount,sequence\n${quotedLine(['2026-03-05 10:00:00', common.clid, common.src, common.dst, common.context, common.channel, common.dstchannel, 'Dial', '', 132, 120, 'ANSWERED', 3, '', '1772693000.42', '', '74951203344', 'in-101.wav', '', '', '', '', '', '1772693000.42', '', 7])}`

  test.each([
    ['accountcode first, as cdr_csv writes', accountFirst],
    ['accountcode first, with peeraccount, linkedid and sequence', `${accountFirst},"","1772693000.42","17"`],
    ['accountcode first, without uniqueid and userfield', accountFirst.split(',').slice(0, -2).join(',')],
    ['clid first, as cdr_custom writes', clidFirst],
    ['clid first, with sequence', `${clidFirst},"17"`],
    ['the table with its headings', headed],
  ])('one answered call reads the same: %s', async (_, text) => {
    const { plan, calls, problems } = await read(`${text}\n`)
    expect(plan.profile.name).toBe('freepbx')
    expect(plan.confidence).toBeGreaterThan(0.6)
    expect(problems).toEqual([])
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      direction: 'inbound',
      outcome: 'talked',
      line: '101',
      phone: '79161234567',
      name: 'Иван',
      talkSeconds: 120,
      waitSeconds: 12,
      durationSeconds: 132,
    })
    expect(calls[0]?.told.startedAt).toEqual(new Date('2026-03-05T07:00:00Z'))
  })

  test('our number and the recording come where the exchange tells them', async () => {
    const { calls } = await read(headed)
    expect(calls[0]).toMatchObject({ ours: '74951203344', told: { recordingUrl: 'in-101.wav' } })
  })

  const head =
    'calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,duration,billsec,disposition,uniqueid,linkedid\n'
  const row = (...cells: (string | number)[]) => `${quotedLine(cells)}\n`

  test('a queue that rang two people in vain and a third who talked is one call with its legs', async () => {
    const { calls } = await read(
      head +
        row(
          '2026-03-05 10:00:00',
          '',
          '79161234567',
          '600',
          'ext-queues',
          'SIP/mango-01',
          'Local/101@from-queue-0001;1',
          'Queue',
          10,
          0,
          'NO ANSWER',
          '1.1',
          '1.1',
        ) +
        row(
          '2026-03-05 10:00:00',
          '',
          '79161234567',
          '101',
          'from-queue',
          'Local/101@from-queue-0001;2',
          'SIP/101-02',
          'Dial',
          10,
          0,
          'NO ANSWER',
          '1.2',
          '1.1',
        ) +
        row(
          '2026-03-05 10:00:10',
          '',
          '79161234567',
          '102',
          'from-queue',
          'Local/102@from-queue-0002;2',
          'SIP/102-03',
          'Dial',
          8,
          0,
          'BUSY',
          '1.3',
          '1.1',
        ) +
        row(
          '2026-03-05 10:00:18',
          '',
          '79161234567',
          '600',
          'ext-queues',
          'SIP/mango-01',
          'Local/103@from-queue-0003;1',
          'Queue',
          65,
          60,
          'ANSWERED',
          '1.1',
          '1.1',
        ) +
        row(
          '2026-03-05 10:00:18',
          '',
          '79161234567',
          '103',
          'from-queue',
          'Local/103@from-queue-0003;2',
          'SIP/103-04',
          'Dial',
          65,
          60,
          'ANSWERED',
          '1.4',
          '1.1',
        ),
    )
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      direction: 'inbound',
      outcome: 'talked',
      line: '103',
      talkSeconds: 60,
      waitSeconds: 23,
      phone: '79161234567',
    })
    expect(calls[0]?.told.legs.map(({ key, outcome }) => [key, outcome])).toEqual([
      ['101', 'no_answer'],
      ['102', 'busy'],
      ['103', 'answered'],
    ])
  })

  test('a transfer by a colleague belongs to the client’s call and does not turn it into an internal one', async () => {
    const { calls } = await read(
      head +
        row(
          '2026-03-05 10:00:00',
          '',
          '79161234567',
          '101',
          'ext-local',
          'SIP/mango-01',
          'SIP/101-02',
          'Dial',
          70,
          60,
          'ANSWERED',
          '1.1',
          '1.1',
        ) +
        row(
          '2026-03-05 10:01:10',
          '',
          '101',
          '102',
          'from-internal',
          'SIP/101-03',
          'SIP/102-04',
          'Dial',
          100,
          90,
          'ANSWERED',
          '1.3',
          '1.1',
        ),
    )
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({ direction: 'inbound', phone: '79161234567', talkSeconds: 150 })
  })

  test('a client who hung up in the queue, in the menu, or spoke to the voice mail was not talked to', async () => {
    const { calls } = await read(
      head +
        row(
          '2026-03-05 10:00:00',
          '',
          '79161234501',
          '600',
          'ext-queues',
          'SIP/mango-01',
          '',
          'Queue',
          40,
          38,
          'ANSWERED',
          '2.1',
          '2.1',
        ) +
        row(
          '2026-03-05 10:05:00',
          '',
          '79161234502',
          's',
          'ivr-1',
          'SIP/mango-02',
          '',
          'BackGround',
          15,
          15,
          'ANSWERED',
          '2.2',
          '2.2',
        ) +
        row(
          '2026-03-05 10:10:00',
          '',
          '79161234503',
          'vmu101',
          'ext-local',
          'SIP/mango-03',
          '',
          'VoiceMail',
          30,
          30,
          'ANSWERED',
          '2.3',
          '2.3',
        ) +
        row(
          '2026-03-05 10:15:00',
          '',
          '79161234504',
          '101',
          'ext-local',
          'SIP/mango-04',
          'SIP/101-05',
          'Dial',
          25,
          0,
          'NO ANSWER',
          '2.4',
          '2.4',
        ),
    )
    expect(calls.map(({ outcome, talkSeconds }) => [outcome, talkSeconds])).toEqual([
      ['gave_up', 0],
      ['gave_up', 0],
      ['machine', 0],
      ['unanswered', 0],
    ])
    expect(calls[0]?.waitSeconds).toBe(40)
  })

  test('an outgoing call is the extension’s, also where the company’s own number stands as its source', async () => {
    const { calls } = await read(
      head +
        row(
          '2026-03-05 10:00:00',
          '',
          '74951203344',
          '89161234567',
          'from-internal',
          'SIP/105-01',
          'SIP/mango-02',
          'Dial',
          50,
          40,
          'ANSWERED',
          '3.1',
          '3.1',
        ) +
        row(
          '2026-03-05 11:00:00',
          '',
          '105',
          '89161234567',
          'from-internal',
          'PJSIP/105-03',
          'PJSIP/mango-04',
          'Dial',
          20,
          0,
          'BUSY',
          '3.2',
          '3.2',
        ) +
        row(
          '2026-03-05 12:00:00',
          '',
          '105',
          '106',
          'from-internal',
          'SIP/105-05',
          'SIP/106-06',
          'Dial',
          20,
          10,
          'ANSWERED',
          '3.3',
          '3.3',
        ),
    )
    expect(calls.map(({ direction, line, phone, ours, outcome }) => [direction, line, phone, ours, outcome])).toEqual([
      ['outbound', '105', '89161234567', '74951203344', 'talked'],
      ['outbound', '105', '89161234567', null, 'busy'],
      ['internal', '105', '106', null, 'talked'],
    ])
  })

  test('what a database writes for nothing is nothing', async () => {
    const { calls, problems } = await read(
      'calldate,src,dst,duration,billsec,disposition,answer,did,recordingfile\n' +
        '2026-03-05 10:00:00,79161234567,101,25,0,NO ANSWER,0000-00-00 00:00:00,NULL,\\N\n',
    )
    expect(problems).toEqual([])
    expect(calls[0]).toMatchObject({ outcome: 'unanswered', ours: null, told: { recordingUrl: null } })
  })

  test('a disposition that no Asterisk writes is a wrong row with its place', async () => {
    const { problems } = await read(
      head +
        row('2026-03-05 10:00:00', '', '79161234567', '101', '', '', '', 'Dial', 5, 0, 'NO ANSWER', '4.1', '') +
        row('2026-03-05 10:00:00', '', '79161234567', '101', '', '', '', 'Dial', 5, 0, 'MAYBE', '4.2', '') +
        row('2026-02-30 10:00:00', '', '79161234567', '101', '', '', '', 'Dial', 5, 0, 'BUSY', '4.3', '') +
        row('2026-03-05 10:00:00', '', '79161234567', '101', '', '', '', 'Dial', '-7', 0, 'BUSY', '4.4', '') +
        row('1999-03-05 10:00:00', '', '79161234567', '101', '', '', '', 'Dial', 5, 0, 'BUSY', '4.5', '') +
        row('2099-03-05 10:00:00', '', '79161234567', '101', '', '', '', 'Dial', 5, 0, 'BUSY', '4.6', ''),
    )
    expect(problems.map(({ row: at, field, code }) => [at, field, code])).toEqual([
      [3, 'disposition', 'row_not_known'],
      [4, 'start', 'row_not_date'],
      [5, 'duration', 'row_not_duration'],
      [7, 'time', 'row_time_absurd'],
    ])
  })
})

describe('FreeSWITCH', () => {
  const uuid = (n: number) => `a5c9f6c0-e752-11e3-8bfb-00000000000${n}`
  const line = (
    from: string,
    to: string,
    answered: string,
    seconds: number,
    talk: number,
    cause: string,
    a: string,
    b = '',
  ) =>
    quotedLine([
      'Иван',
      from,
      to,
      'public',
      '2026-03-05 10:00:00',
      answered,
      '2026-03-05 10:01:00',
      String(seconds),
      String(talk),
      cause,
      a,
      b,
      '',
      'PCMU',
      'PCMU',
    ])

  test('answered, given up, busy and missed calls of the usual template', async () => {
    const { plan, calls, problems } = await read(
      [
        line('79161234567', '1001', '2026-03-05 10:00:10', 60, 50, 'NORMAL_CLEARING', uuid(1)),
        line('79161234568', '1001', '', 60, 0, 'ORIGINATOR_CANCEL', uuid(2)),
        line('1001', '89161234569', '', 60, 0, 'USER_BUSY', uuid(3)),
        line('79161234570', '1001', '', 60, 0, 'NO_ANSWER', uuid(4)),
      ].join('\n'),
    )
    expect(plan.profile.name).toBe('freeswitch')
    expect(problems).toEqual([])
    expect(
      calls.map(({ direction, outcome, line: who, talkSeconds }) => [direction, outcome, who, talkSeconds]),
    ).toEqual([
      ['inbound', 'talked', '1001', 50],
      ['inbound', 'gave_up', '1001', 0],
      ['outbound', 'busy', '1001', 0],
      ['inbound', 'unanswered', '1001', 0],
    ])
    expect(calls[0]).toMatchObject({ waitSeconds: 10, name: 'Иван' })
  })

  test('both legs of one call are one call', async () => {
    const { calls } = await read(
      [
        line('79161234567', '1001', '2026-03-05 10:00:10', 60, 50, 'NORMAL_CLEARING', uuid(1), uuid(2)),
        line('79161234567', '1001', '2026-03-05 10:00:10', 60, 50, 'NORMAL_CLEARING', uuid(2)),
      ].join('\n'),
    )
    expect(calls).toHaveLength(1)
    expect(calls[0]?.talkSeconds).toBe(50)
  })
})

describe('3CX', () => {
  test('the CDR file without headings', async () => {
    const { plan, calls } = await read(
      [
        'Call 75,00000156DCBC3B9E_131,00:00:20,2026/03/05 14:15:03,2026/03/05 14:15:07,2026/03/05 14:15:27,TerminatedBySrc,79161234567,Ext.100,10000,100,,,100,100,,,,,Chain: 79161234567;Ext.100;,LineSet,Extension,Extension,Иван,Пётр,Пётр,',
        'Call 76,00000156DCBC3B9E_132,00:00:00,2026/03/05 15:00:00,,2026/03/05 15:00:30,TerminatedBySrc,79161234568,Ext.800,10000,800,,,,,,,,,Chain: 79161234568;Ext.800;,LineSet,Queue,,,,,Ext.101;Ext.102',
        'Call 77,00000156DCBC3B9E_133,00:01:00,2026/03/05 16:00:00,2026/03/05 16:00:05,2026/03/05 16:01:05,TerminatedByDst,Ext.100,89161234569,100,10000,89161234569,,,,,,,,Chain: Ext.100;,Extension,LineSet,,,,,',
      ].join('\n'),
    )
    expect(plan.profile.name).toBe('3cx')
    expect(
      calls.map(({ direction, outcome, line, phone, talkSeconds }) => [direction, outcome, line, phone, talkSeconds]),
    ).toEqual([
      ['inbound', 'talked', '100', '79161234567', 20],
      ['inbound', 'gave_up', expect.any(String), '79161234568', 0],
      ['outbound', 'talked', '100', '89161234569', 60],
    ])
    expect(calls[1]?.told.legs.map(({ line }) => line)).toEqual(expect.arrayContaining(['101', '102']))
  })

  test('the call log of the web client', async () => {
    const { plan, calls } = await read(
      'Call Time,Caller ID,Destination,Status,Ringing,Talking\n2026-03-05T10:00:00,Иван (79161234567),Пётр Дёмин (101),Answered,00:00:05,00:01:20\n2026-03-05T11:00:00,Пётр Дёмин (101),89161234567,Unanswered,00:00:20,00:00:00\n',
    )
    expect(plan.profile.name).toBe('3cx')
    expect(
      calls.map(({ direction, outcome, line, phone, talkSeconds }) => [direction, outcome, line, phone, talkSeconds]),
    ).toEqual([
      ['inbound', 'talked', '101', '79161234567', 80],
      ['outbound', 'unanswered', '101', '89161234567', 0],
    ])
  })
})

describe('any table', () => {
  test('Russian headings, words and durations are understood as they are', async () => {
    const { plan, calls, problems } = await read(
      'Дата звонка;Направление;Номер телефона;Наш номер;Сотрудник;Ожидание;Разговор;Результат;Класс;Источник;Кампания\n' +
        '05.03.2026 10:00:00;Входящий;8 (916) 123-45-67;+7 495 120-33-44;Мария Соколова;0:12;2:05;Отвечен;Спам;Яндекс Директ;Окна\n' +
        '05.03.2026 11:00:00;Исходящий;8 (916) 123-45-68;;101;0:20;0:00;Не отвечен;;;\n',
    )
    expect(plan.profile.name).toBe('generic')
    expect(problems).toEqual([])
    expect(calls[0]).toMatchObject({
      direction: 'inbound',
      outcome: 'talked',
      line: 'Мария Соколова',
      waitSeconds: 12,
      talkSeconds: 125,
      ours: '+7 495 120-33-44',
    })
    expect(calls[0]?.told).toMatchObject({ classKey: 'spam', origin: { source: 'Яндекс Директ', campaign: 'Окна' } })
    expect(calls[1]).toMatchObject({ direction: 'outbound', outcome: 'unanswered', talkSeconds: 0, line: '101' })
  })

  test('direction follows from the two ends where no column tells it', async () => {
    const { calls } = await read(
      'Время;Откуда;Куда;Длительность разговора\n05.03.2026 10:00;79161234567;101;60\n05.03.2026 11:00;101;89161234568;0\n05.03.2026 12:00;101;102;5\n',
    )
    expect(calls.map(({ direction, line, phone, outcome }) => [direction, line, phone, outcome])).toEqual([
      ['inbound', '101', '79161234567', 'talked'],
      ['outbound', '101', '89161234568', 'unanswered'],
      ['internal', '101', '102', 'talked'],
    ])
  })

  test('a word that nobody knows is a wrong row until somebody says what it means', async () => {
    const text = 'Дата;Номер телефона;Разговор;Результат\n05.03.2026 10:00;89161234567;5;Хз\n'
    expect((await read(text)).problems).toMatchObject([
      { row: 2, field: 'outcome', code: 'row_not_known', value: 'Хз' },
    ])
    expect((await read(text, { values: { outcome: { Хз: 'busy' } } })).calls[0]?.outcome).toBe('busy')
    expect((await read(text, { values: { outcome: { Хз: '' } } })).calls[0]?.outcome).toBe('talked')
  })

  test.each([
    ['Не ответил', 'unanswered'],
    ['не состоялся', 'unanswered'],
    ['Неуспешный', 'unanswered'],
    ['разговора не было', 'unanswered'],
    ['Not connected', 'unanswered'],
    ['Ответил', 'talked'],
    ['Успешный', 'talked'],
  ])('“%s” is no more and no less than it says', async (word, outcome) => {
    const { calls } = await read(`Дата;Номер телефона;Результат\n05.03.2026 10:00;89161234567;${word}\n`)
    expect(calls[0]?.outcome).toBe(outcome)
  })

  test('a negation before a word that is known does not make it mean its opposite', async () => {
    const { problems } = await read('Дата;Номер телефона;Результат\n05.03.2026 10:00;89161234567;не разговорчив\n')
    expect(problems).toMatchObject([{ row: 2, code: 'row_not_known', value: 'не разговорчив' }])
  })

  test('a time of day is the clock’s also on the day on which the clock changes', async () => {
    const { calls } = await read(
      'Дата;Начало;Окончание;Номер телефона;Результат\n29.03.2026;01:30:00;04:10:00;89161234567;отвечен\n',
      { timezone: 'Europe/Berlin' },
    )
    expect(calls[0]?.told.endedAt?.toISOString()).toBe('2026-03-29T02:10:00.000Z')
  })

  test('a table without a date, or of calls of which nothing says how they ended, is refused for that', async () => {
    expect((await read('Номер телефона;Имя\n89161234567;Иван\n')).plan.missing).toEqual(['time', 'outcome'])
    expect((await read('Дата;Номер телефона\n05.03.2026 10:00;89161234567\n')).plan.missing).toEqual(['outcome'])
    expect(
      (await read('Дата;Телефон\n05.03.2026 10:00;89161234567\n', { constants: { kind: 'form' } })).calls[0]?.told.kind,
    ).toBe('form')
  })

  test('an identity of a table holds within a form and a day: numbering that begins anew is no repetition', async () => {
    const month = (day: string) => `ID звонка;Дата;Номер телефона;Разговор\n1;${day}.2026 10:00;89161234567;5\n`
    const [march, april] = [await read(month('05.03')), await read(month('05.04'))]
    expect(march.calls[0]?.told.externalId).not.toBe(april.calls[0]?.told.externalId)
    expect((await read(month('05.03'))).calls[0]?.told.externalId).toBe(march.calls[0]?.told.externalId)
  })

  test('equal rows of one file are two contacts; the same file again names them the same', async () => {
    const text =
      'Дата;Номер телефона;Разговор\n05.03.2026 10:00;89161234567;5\n05.03.2026 10:00;89161234567;5\n05.03.2026 10:01;89161234567;5\n'
    const names = (await read(text)).calls.map(({ told }) => told.externalId)
    expect(new Set(names).size).toBe(3)
    expect((await read(text)).calls.map(({ told }) => told.externalId)).toEqual(names)
  })
})
