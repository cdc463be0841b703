/**
 * History of browsers built on Chromium, on Android and on computers: one database format (formats/chromiumHistory.ts, where the
 * sources of the meanings stand). The browser is told from the path; a database without a telling path is called Chromium. Chrome on the
 * iPhone has a parser of its own (ios-chrome-history), so that its absence is reported for iPhones only.
 */
import { CHROMIUM_OPTIONAL, CHROMIUM_REQUIRED, chromiumHistory } from '../../formats/chromiumHistory.ts'
import { defineSqliteParser } from '../../model/index.ts'

/** Part of a path (in lower case) -> browser. The first that fits counts. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/com\.android\.chrome|com\.chrome\.(?:beta|dev|canary)|google[/-]chrome/, 'Chrome'],
  [/com\.sec\.android\.app\.sbrowser|app_sbrowser/, 'Samsung Internet'],
  [/com\.opera\.|app_opera|opera software/, 'Opera'],
  [/com\.microsoft\.emmx|microsoft[/ -]edge/, 'Edge'],
  [/com\.brave\.browser|brave-?software|brave-browser/, 'Brave'],
  [/vivaldi/, 'Vivaldi'],
  [/ru\.yandex\.|yandexbrowser/, 'Yandex Browser'],
]

export const chromiumHistoryParser = defineSqliteParser({
  id: 'chromium-history',
  version: 1,
  app: 'Chromium browsers',
  platform: 'web',
  store: 'Browser history (Chromium: History)',
  reads: [
    '**/app_chrome/**/History',
    '**/app_sbrowser/**/History',
    '**/app_opera/**/History',
    '**/app_webview/**/History',
    '**/User Data/*/History',
    '**/.config/*/*/History',
    '**/Users/*/Library/Application Support/**/History',
  ],
  keptOn: ['android'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['autofill (Web Data), passwords (Login Data), bookmarks and open tabs', 'page segments, clusters and page annotations'],
  requires: CHROMIUM_REQUIRED,
  optional: CHROMIUM_OPTIONAL,
  *parse(database, context) {
    yield* chromiumHistory(database, context, browserOf(context.path))
  },
})

function browserOf(path: string): string {
  const lower = path.toLowerCase()
  const [, appInside] = /\/(?:data|user\/\d+)\/([^/]+)\/app_webview/.exec(lower) ?? []
  if (appInside !== undefined) return `Web view inside ${appInside}`
  return BROWSERS.find(([pattern]) => pattern.test(lower))?.[1] ?? 'Chromium'
}
