import type { ProviderWords } from './provider.ts'

const securities = {
  none: { ru: 'Без шифрования: одна сеть или VPN', en: 'Not encrypted: one network or a VPN' },
  tls: { ru: 'TLS с проверкой сертификата', en: 'TLS, the certificate is checked' },
  tls_any: { ru: 'TLS без проверки сертификата', en: 'TLS, the certificate is not checked' },
}

const managerConf = `[lidoskop]
secret = ДЛИННЫЙ-ПАРОЛЬ
deny = 0.0.0.0/0.0.0.0
permit = АДРЕС-ЛИДОСКОПА/255.255.255.255
read = system,call,agent,cdr,dialplan
write = system,reporting
writetimeout = 5000`

const general = `[general]
enabled = yes
port = 5038
bindaddr = 0.0.0.0
timestampevents = yes`

export const ami: ProviderWords = {
  about: {
    ru: 'Своя АТС вживую по AMI: звонки, очереди, переводы; пропуски связи восполняются из CDR',
    en: 'Your own exchange live over AMI: calls, queues, transfers; gaps are filled from CDR',
  },
  find: 'asterisk астериск freepbx issabel elastix ami атс своя локальная телефония pbx mikopbx vicidial cdr',
  steps: [
    {
      ru: 'На сервере Asterisk откройте /etc/asterisk/manager.conf и проверьте раздел [general], как ниже. timestampevents даёт точное время каждого события.',
      en: 'On the Asterisk server open /etc/asterisk/manager.conf and check the section [general] as below. timestampevents gives each event its exact time.',
    },
    {
      ru: 'Добавьте пользователя, как ниже (в FreePBX — в файл manager_custom.conf), с длинным паролем и адресом этого сервера. Права только на чтение: звонить и выполнять команды он не сможет.',
      en: 'Add the user as below (in FreePBX into manager_custom.conf), with a long password and this server’s address. It only reads: it can neither call nor run commands.',
    },
    {
      ru: 'Выполните «asterisk -rx "manager reload"». Порт 5038 откройте только для адреса этого сервера и никогда — для всего интернета.',
      en: 'Run “asterisk -rx "manager reload"”. Open port 5038 to this server’s address alone, never to the whole internet.',
    },
    {
      ru: 'Впишите ниже адрес АТС, имя пользователя и пароль. Если АТС в локальной сети, администратор сервера включает LIDOSKOP_PRIVATE_HOOKS=1.',
      en: 'Enter the exchange’s address, the user and the password below. For an exchange in the local network whoever runs the server sets LIDOSKOP_PRIVATE_HOOKS=1.',
    },
    {
      ru: 'В карточках «Люди и роли» укажите те же внутренние номера, что в АТС: по ним звонок находит сотрудника.',
      en: 'Give people the same extensions here as in the exchange: a call finds its employee by them.',
    },
    {
      ru: 'Чтобы ничего не пропало при обрыве связи, откройте серверу файл Master.csv (он или его папка должны быть видны на диске) и впишите путь. В cdr.conf, раздел [csv]: loguniqueid=yes.',
      en: 'For nothing to be lost while the line is down let the server see the file Master.csv (on its disk or a mounted folder) and enter its path. In cdr.conf, section [csv]: loguniqueid=yes.',
    },
    {
      ru: 'Чтобы АТС сама перезванивала клиентам сайта, добавьте право originate: write = system,reporting,originate.',
      en: 'For the exchange to call clients of the site back by itself add the right originate: write = system,reporting,originate.',
    },
  ],
  secrets: {
    password: {
      label: { ru: 'Пароль (secret)', en: 'Password (secret)' },
      hint: {
        ru: 'По сети не передаётся: АТС проверяет его ответом на вызов (MD5).',
        en: 'Never crosses the network: the exchange checks it by a challenge (MD5).',
      },
    },
  },
  fields: {
    timezone: {
      label: { ru: 'Часовой пояс АТС', en: 'Time zone of the exchange' },
      hint: { ru: 'В нём АТС пишет время звонков в CDR.', en: 'The exchange writes the times of its CDR in it.' },
    },
    host: { label: { ru: 'Адрес АТС', en: 'Address of the exchange' }, example: '192.168.1.10' },
    port: { label: { ru: 'Порт AMI', en: 'AMI port' }, example: '5038' },
    security: { label: { ru: 'Шифрование', en: 'Encryption' }, choices: securities },
    fingerprint: {
      label: { ru: 'Отпечаток сертификата (SHA-256)', en: 'Fingerprint of the certificate (SHA-256)' },
      hint: {
        ru: 'Для самоподписанного сертификата и TLS с проверкой: на АТС «openssl x509 -noout -fingerprint -sha256 -in asterisk.pem».',
        en: 'For a self-signed certificate and checked TLS: on the exchange “openssl x509 -noout -fingerprint -sha256 -in asterisk.pem”.',
      },
      example: 'AB:CD:12:…',
    },
    user: { label: { ru: 'Имя пользователя AMI', en: 'AMI user' }, example: 'lidoskop' },
    cdrFile: {
      label: { ru: 'Файл Master.csv', en: 'File Master.csv' },
      hint: {
        ru: 'Путь на этом сервере. Папку компании открывает администратор сервера: LIDOSKOP_COMPANY_FOLDERS.',
        en: 'A path on this server. Whoever runs it gives the folder to the company: LIDOSKOP_COMPANY_FOLDERS.',
      },
      example: '/var/log/asterisk/cdr-csv/Master.csv',
    },
    recordings: {
      label: { ru: 'Записи разговоров', en: 'Recordings' },
      hint: {
        ru: 'Папка на этом сервере или адрес. Подставляются {file}, {uniqueid}, {yyyy}, {mm}, {dd}.',
        en: 'A folder on this server or an address. {file}, {uniqueid}, {yyyy}, {mm}, {dd} are filled in.',
      },
      example: '/var/spool/asterisk/monitor',
    },
    trunks: {
      label: { ru: 'Транки, похожие на внутренние номера', en: 'Trunks that look like extensions' },
      hint: {
        ru: 'Через запятую, если транк называется числом: SIP/2001. Обычно пусто.',
        en: 'Separated by commas, where a trunk is named by a number: SIP/2001. Mostly empty.',
      },
      example: '2001, 2002',
    },
    dialChannel: {
      label: { ru: 'Канал сотрудника', en: 'Channel of a colleague' },
      hint: {
        ru: 'Как АТС звонит на телефон; вместо {line} — внутренний номер. Для chan_sip: SIP/{line}.',
        en: 'How the exchange rings a telephone; {line} is the extension. For chan_sip: SIP/{line}.',
      },
      example: 'PJSIP/{line}',
    },
    dialContext: {
      label: { ru: 'Контекст исходящих звонков', en: 'Context of calls out' },
      hint: { ru: 'Из него сотрудники набирают городские номера.', en: 'From it people dial numbers outside.' },
      example: 'from-internal',
    },
    dialPrefix: {
      label: { ru: 'Префикс выхода в город', en: 'Prefix for a line out' },
      hint: {
        ru: 'Ставится перед номером 79161234567. Обычно пусто.',
        en: 'Put before the number 79161234567. Mostly empty.',
      },
      example: '9',
    },
  },
  samples: [
    { title: { ru: 'manager.conf, раздел [general]', en: 'manager.conf, section [general]' }, text: () => general },
    {
      title: {
        ru: 'Пользователь: manager.conf или manager_custom.conf',
        en: 'The user: manager.conf or manager_custom.conf',
      },
      text: () => managerConf,
    },
  ],
}
