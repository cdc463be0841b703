/** The renderer's files, as a closed list: a request names an entry of the list or nothing, so no path can lead out. */
import { readdirSync } from 'node:fs'
import path from 'node:path'

/** A file that may be served. */
export interface Asset {
  /** Absolute path on this machine. */
  readonly file: string
  /** MIME type, with charset for text. */
  readonly type: string
}

export type AssetList = ReadonlyMap<string, Asset>

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.pbf': 'application/x-protobuf',
  '.bin': 'application/octet-stream',
}

/**
 * Lists a built renderer: `/assets/x.js` -> file. Files of an unknown type are left out (source maps, say). Links are
 * not followed. A folder that is not there gives an empty list.
 */
export function listAssets(folder: string): AssetList {
  const assets = new Map<string, Asset>()
  for (const entry of readFolder(folder)) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const type = TYPES[path.extname(entry.name).toLowerCase()]
    if (type !== undefined) assets.set(`/${path.relative(folder, file).split(path.sep).join('/')}`, { file, type })
  }
  return assets
}

function readFolder(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder)
  } catch {
    return []
  }
}

function readEntries(folder: string) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
}

/** Looks up the path of a URL, percent-decoded once. `/` is the page itself. Anything not listed is undefined. */
export function findAsset(assets: AssetList, urlPath: string): Asset | undefined {
  if (urlPath === '/') return assets.get('/index.html')
  try {
    return assets.get(decodeURIComponent(urlPath))
  } catch {
    return undefined
  }
}
