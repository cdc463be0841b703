/** Answers requests for `app://corroborate/...` from the built renderer. Uses web types only, so it runs without Electron. */
import { readFile } from 'node:fs/promises'
import { findAsset, listAssets } from '../web/assets.ts'
import { SECURITY_HEADERS } from '../web/policy.ts'
import { isAllowedRequest } from './rules.ts'

export type AppHandler = (request: { readonly url: string; readonly method: string }) => Promise<Response>

/** Makes the handler for a folder, which is listed once: the program's own files do not change while it runs. */
export function createAppHandler(rendererFolder: string): AppHandler {
  const assets = listAssets(rendererFolder)
  return async ({ url, method }) => {
    const parsed = URL.parse(url)
    if (method !== 'GET' || parsed === null || !isAllowedRequest(url)) return answer(403, 'text/plain', 'Refused.')
    const asset = findAsset(assets, parsed.pathname)
    if (asset === undefined) return answer(404, 'text/plain', 'There is nothing at this address.')
    return answer(200, asset.type, new Uint8Array(await readFile(asset.file)))
  }
}

function answer(status: number, type: string, body: string | Uint8Array<ArrayBuffer>): Response {
  return new Response(body, { status, headers: { ...SECURITY_HEADERS, 'content-type': type } })
}
