/**
 * Sites that the public list lacks or calls by other names. `host` or `host/path`; a subdomain belongs to its site, and the longer
 * pattern wins. `{}` at the end stands for any country's ending.
 */
import type { Medium } from '../medium.ts'

type Site = readonly [name: string, patterns: readonly string[]]

export const ourSites: Readonly<Partial<Record<Medium, readonly Site[]>>> = {
  ad: [
    [
      'Яндекс Директ',
      ['yabs.yandex.{}', 'an.yandex.{}', 'direct.yandex.{}', 'bs.yandex.{}', 'adfox.ru', 'adfox.yandex.ru'],
    ],
    [
      'Google Ads',
      [
        'googleadservices.com',
        'doubleclick.net',
        'googlesyndication.com',
        'syndicatedsearch.goog',
        'adsensecustomsearchads.com',
        'adservice.google.{}',
      ],
    ],
    ['VK Реклама', ['ads.vk.com', 'target.my.com', 'ad.mail.ru', 'r.mail.ru', 'trg.mail.ru', 'click.ok.ru']],
    ['Meta Ads', ['an.facebook.com']],
  ],
  search: [
    [
      'Яндекс',
      [
        'ya.ru',
        'yandex.{}',
        'm.yandex.{}',
        'clck.yandex.{}',
        'images.yandex.{}',
        'video.yandex.{}',
        'xmlsearch.yandex.ru',
        'ru.yandex.searchplugin',
        'com.yandex.searchapp',
      ],
    ],
    ['Google', ['com.google.android.googlequicksearchbox']],
    ['Mail.ru', ['go.mail.ru', 'go.imgsmail.ru']],
    ['Рамблер', ['nova.rambler.ru', 'search.rambler.ru', 'r0.ru']],
    ['Bing', ['bing.com', 'cn.bing.com']],
    ['DuckDuckGo', ['duckduckgo.com']],
    ['Спутник', ['sputnik.ru']],
    ['Ecosia', ['ecosia.org']],
    ['Brave', ['search.brave.com']],
    ['AOL', ['aolsearch.com']],
    ['Dalesearch', ['dalesearch.com']],
    ['PriceRunner', ['pricerunner.{}']],
    ['Meta.ua', ['meta.ua']],
  ],
  social: [
    ['ВКонтакте', ['vk.com', 'vk.ru', 'vkontakte.ru', 'com.vkontakte.android', 'vkvideo.ru', 'vk.link']],
    ['Одноклассники', ['ok.ru', 'odnoklassniki.ru', 'ru.ok.android']],
    ['Мой Мир', ['my.mail.ru']],
    ['Дзен', ['dzen.ru', 'zen.yandex.{}', 'yandex.ru/dzen', 'zen.yandex.com']],
    ['YouTube', ['youtube.com', 'youtu.be', 'com.google.android.youtube']],
    ['RUTUBE', ['rutube.ru']],
    ['Instagram', ['instagram.com', 'com.instagram.android']],
    ['Facebook', ['facebook.com', 'fb.com', 'fb.me', 'com.facebook.katana']],
    ['TikTok', ['tiktok.com']],
    ['Пикабу', ['pikabu.ru']],
    ['Хабр', ['habr.com']],
    ['vc.ru', ['vc.ru']],
    ['TenChat', ['tenchat.ru']],
    ['Twitter', ['t.co', 'twitter.com', 'x.com']],
    ['Lnk.Bio', ['lnk.bio']],
    ['Taplink', ['taplink.cc', 'taplink.ru']],
    ['LiveJournal', ['livejournal.com', 'livejournal.ru']],
  ],
  messenger: [
    ['Telegram', ['t.me', 'telegram.org', 'telegram.me', 'telegra.ph', 'org.telegram.messenger', 'org.telegram.plus']],
    ['WhatsApp', ['wa.me', 'whatsapp.com', 'com.whatsapp', 'com.whatsapp.w4b']],
    ['MAX', ['max.ru']],
    ['Viber', ['viber.com', 'vb.me', 'com.viber.voip']],
    ['Discord', ['discord.com', 'discord.gg', 'discordapp.com']],
    ['Slack', ['slack.com']],
  ],
  maps: [
    [
      'Яндекс Карты',
      [
        'maps.yandex.{}',
        'yandex.{}/maps',
        'yandex.{}/profile',
        'yandex.{}/sprav',
        'ya.ru/maps',
        'ru.yandex.yandexmaps',
        'ru.yandex.yandexnavi',
      ],
    ],
    ['2ГИС', ['2gis.ru', '2gis.com', '2gis.kz', '2gis.ae', '2gis.uz', 'ru.dublgis.dgismobile']],
    [
      'Google Карты',
      [
        'maps.google.{}',
        'google.{}/maps',
        'maps.app.goo.gl',
        'business.google.com',
        'g.page',
        'com.google.android.apps.maps',
      ],
    ],
    ['Zoon', ['zoon.ru', 'zoon.com.ua']],
    ['Flamp', ['flamp.ru']],
    ['Yell', ['yell.ru']],
    ['Отзовик', ['otzovik.com']],
    ['Irecommend', ['irecommend.ru']],
    ['ПроДокторов', ['prodoctorov.ru']],
    ['Авито', ['avito.ru', 'com.avito.android']],
    ['Яндекс Услуги', ['uslugi.yandex.ru', 'yandex.ru/uslugi']],
    ['Яндекс Маркет', ['market.yandex.ru', 'm.market.yandex.ru']],
  ],
  ai: [
    ['Алиса', ['alice.yandex.{}', 'chat.yandex.{}', 'yandex.{}/alice', 'ya.ru/ai', '300.ya.ru']],
    ['GigaChat', ['giga.chat', 'gigachat.ru', 'developers.sber.ru/gigachat']],
    ['ChatGPT', ['chatgpt.com', 'chat.openai.com', 'labs.openai.com']],
    ['Perplexity', ['perplexity.ai']],
    ['Claude', ['claude.ai']],
    ['Copilot', ['copilot.microsoft.com', 'copilot.cloud.microsoft', 'edgeservices.bing.com', 'bing.com/chat']],
    ['Gemini', ['gemini.google.com', 'bard.google.com', 'aistudio.google.com']],
    ['Grok', ['grok.com', 'x.com/i/grok', 'x.ai']],
    ['DeepSeek', ['chat.deepseek.com', 'deepseek.com']],
    ['Qwen', ['chat.qwen.ai', 'chat.qwenlm.ai', 'tongyi.aliyun.com']],
    ['Kimi', ['kimi.com', 'kimi.moonshot.cn']],
    ['Doubao', ['doubao.com']],
    ['Character.AI', ['character.ai']],
    ['Poe', ['poe.com']],
    ['Phind', ['phind.com']],
    ['HuggingChat', ['huggingface.co/chat']],
  ],
  email: [
    ['Яндекс Почта', ['mail.yandex.{}', 'touch.mail.yandex.{}', 'ru.yandex.mail']],
    [
      'Почта Mail.ru',
      ['e.mail.ru', 'touch.mail.ru', 'm.mail.ru', 'octavius.mail.ru', 'ru.mail.mailapp', 'click.mail.ru'],
    ],
    ['Рамблер/почта', ['mail.rambler.ru']],
    ['Gmail', ['mail.google.com', 'gmail.com', 'com.google.android.gm', 'inbox.google.com']],
    [
      'Outlook',
      [
        'outlook.live.com',
        'outlook.office.com',
        'outlook.office365.com',
        'mail.live.com',
        'com.microsoft.office.outlook',
      ],
    ],
    ['Yahoo! Mail', ['mail.yahoo.com', 'mail.yahoo.net', 'mg.mail.yahoo.com']],
    ['Proton', ['mail.proton.me', 'mail.protonmail.com']],
    ['UniSender', ['unisender.com', 'unisender.ru', 'cp20.com', 'usndr.com']],
    ['SendPulse', ['sendpulse.com', 'stat-pulse.com']],
    ['DashaMail', ['dashamail.com', 'dmsubs.ru']],
    ['Mailchimp', ['list-manage.com', 'campaign-archive.com']],
    ['Mindbox', ['mindbox.ru', 'mindbox.cloud']],
  ],
  // Portals that the public list takes for search engines because of a box on their pages.
  referral: [
    ['cnn.com', ['cnn.com']],
    ['passport.yandex.ru', ['passport.yandex.{}']],
    ['oauth.yandex.ru', ['oauth.yandex.{}']],
  ],
}

/** Clients of mail on the web are told by the first word of their address, whoever the provider is: `webmail.`, `lightmailer-bs.`, … */
export const webmailHost =
  /^(?:(?:e?mail|webmail|lightmailer|mailbusiness|messagerie(?:pro)?|wmail|upcmail|exmail|roundcube|owa|zimbra|3c|rich-v)[\w-]*)\.|^deref-/
