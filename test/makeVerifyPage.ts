/**
 * Writes `main/report/verifyPage.html`, the page with which a reader checks a package in a browser, from `renderer/verifier` and
 * `@noble/ed25519`, `@noble/hashes` (MIT). One file, not minified: whoever has to trust it can read it. Run `node test/makeVerifyPage.ts`
 * after one of these changes.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const source = (name: string): URL => new URL(`../renderer/verifier/${name}`, import.meta.url)
const text = (name: string): string => readFileSync(source(name), 'utf8')
const hashOf = (inline: string): string => `'sha256-${createHash('sha256').update(inline).digest('base64')}'`
const LICENCES =
  '/*! Holds @noble/ed25519 and @noble/hashes: (c) Paul Miller (https://paulmillr.com), MIT licence. The rest: Corroborate contributors, Apache-2.0. */'

/** The page as it would be made now. */
export async function makeVerifyPage(): Promise<string> {
  const style = `\n${text('page.css')}`
  const script = `\n${LICENCES}\n${await bundle()}`
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`
  // The first of each is the template's own; replacement functions, because `$` means something in a replacement.
  return text('page.html')
    .replace('POLICY', () => policy)
    .replace('STYLE', () => style)
    .replace('SCRIPT', () => script)
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    root: fileURLToPath(source('.')),
    logLevel: 'warn',
    // ES2022 with Intl and BigInt: Chromium 94, Firefox 93, Safari 16.4.
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(source('main.ts')), formats: ['iife'], name: 'verifier' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined
  if (chunk === undefined) throw new Error('vite gave no script')
  if (/<\/script|<!--/i.test(chunk.code)) throw new Error('the script would end the element that it stands in')
  return chunk.code
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = await makeVerifyPage()
  writeFileSync(new URL('../main/report/verifyPage.html', import.meta.url), page)
  process.stdout.write(`${page.length} characters written\n`)
}
