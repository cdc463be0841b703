/** Where browsers built on Chromium keep a profile's databases, on Android and on computers, and which browser a path belongs to. */

/** Part of a path (in lower case) -> browser. The first that fits counts. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/com\.android\.chrome|com\.chrome\.(?:beta|dev|canary)|google[/-]chrome/, 'Chrome'],
  [/com\.sec\.android\.app\.sbrowser|app_sbrowser/, 'Samsung Internet'],
  [/com\.opera\.|app_opera|opera software/, 'Opera'],
  [/com\.microsoft\.emmx|app_msedge|microsoft[/ -]edge/, 'Edge'],
  [/com\.brave\.browser|brave-?software|brave-browser/, 'Brave'],
  [/vivaldi/, 'Vivaldi'],
  [/ru\.yandex\.|com\.yandex\.|yandexbrowser/, 'Yandex Browser'],
  [/com\.kiwibrowser/, 'Kiwi Browser'],
]

const ANDROID_FOLDERS = ['app_chrome', 'app_sbrowser', 'app_opera', 'app_msedge', 'app_chromium', 'app_webview']

/** Paths of one database (`History`) in the profiles of all of them. */
export function chromiumPaths(name: string): string[] {
  return [
    ...ANDROID_FOLDERS.map((folder) => `**/${folder}/**/${name}`),
    `**/User Data/*/${name}`,
    `**/.config/*/*/${name}`,
    `**/Users/*/Library/Application Support/**/${name}`,
  ]
}

const APP_OF_PATH = /(?:^|\/)(?:data|user\/\d+)\/([^/]+)\/app_/

export function browserOf(path: string): string {
  const lower = path.toLowerCase()
  const [, appInside] = /\/(?:data|user\/\d+)\/([^/]+)\/app_webview/.exec(lower) ?? []
  if (appInside !== undefined) return `Web view inside ${appInside}`
  return BROWSERS.find(([pattern]) => pattern.test(lower))?.[1] ?? 'Chromium'
}

/** The package that owns the profile, as the path names it; the browser's name where it names none. */
export const appIdOf = (path: string): string => APP_OF_PATH.exec(path)?.[1] ?? browserOf(path)
