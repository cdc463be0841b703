/** One page that gives back what a redacted export took out, for those who hold its key file and passphrase. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CaseError, type Restored } from '../../contract/index.ts'
import { html, Markup, verbatim } from '../package/markup.ts'
import { STYLE } from '../package/style.ts'
import { writeBesideWhole } from '../target.ts'
import { type KeyContents, readKeyFile } from './keyFile.ts'

export interface RestoreRequest {
  readonly keyFile: string
  readonly password: string
  /** Folder of the redacted package, to make sure that the key belongs to it; null = not checked. */
  readonly package: string | null
  readonly target: string
}

export async function restore({ keyFile, password, package: folder, target }: RestoreRequest): Promise<Restored> {
  const contents = readKeyFile(keyFile, password)
  if (folder !== null) requireSamePackage(contents, folder)
  await writeBesideWhole(target, (partial) => writeFileSync(partial, restoredPage(contents), { mode: 0o600 }))
  return { persons: contents.persons.length, texts: contents.changes.length, target }
}

function requireSamePackage({ packageId }: KeyContents, folder: string): void {
  const path = join(folder, 'manifest.json')
  if (!existsSync(path)) throw new CaseError('unreadable', `${basename(folder)} is no package: it holds no manifest.json.`)
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { package?: unknown }
  if (manifest.package !== packageId) throw new CaseError('usage', `This key file belongs to another export than ${basename(folder)}.`)
}

function restoredPage({ case: { name, number }, audience, createdAt, packageId, persons, changes, files }: KeyContents): string {
  const hash = createHash('sha256').update(STYLE).digest('base64')
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${new Markup(hash)}'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>What was taken out · ${name}</title><style>${new Markup(STYLE)}</style></head>
<body><main><h1>What was taken out</h1>
<p class="note"><strong>Names of protected people.</strong> Keep this page as you keep the key file, and delete it when you have read it.</p>
<dl class="facts"><dt>Case</dt><dd>${name}${number === '' ? null : html`, ${number}`}</dd><dt>Made for</dt><dd>${audience}</dd><dt>Made at</dt><dd>${createdAt}</dd><dt>Belongs to</dt><dd class="mono">${packageId}</dd></dl>
<h2>Who is who</h2>
<table><thead><tr><th scope="col">Shown as</th><th scope="col">Role</th><th scope="col">Names</th><th scope="col">Identifiers</th></tr></thead><tbody>${persons.map(({ label, role, names, identifiers }) => html`<tr><td>${label}</td><td>${role ?? 'none assigned'}</td><td>${lines(names)}</td><td>${lines(identifiers)}</td></tr>`)}</tbody></table>
<h2>Texts</h2>
<p class="soft">Items are named as in the package: r345 is record 345 of the case.</p>
<table><thead><tr><th scope="col">Item</th><th scope="col">In the package</th><th scope="col">In the case</th></tr></thead><tbody>${changes.map(({ item, shown, original }) => html`<tr><td class="mono">${item}</td><td>${verbatim(shown)}</td><td>${verbatim(original)}</td></tr>`)}</tbody></table>
${files.length === 0 ? null : html`<h2>Files</h2><table><thead><tr><th scope="col">Item</th><th scope="col">Name in the case</th><th scope="col">SHA-256 of the original</th></tr></thead><tbody>${files.map((file) => html`<tr><td class="mono">${file.item}</td><td>${verbatim(file.name)}</td><td class="hash">${file.sha256 ?? 'not hashed'}</td></tr>`)}</tbody></table>`}
</main></body></html>
`.text
}

const lines = (texts: readonly string[]): Markup =>
  html`${texts.map((text, index) => html`${index === 0 ? null : html`<br>`}${verbatim(text)}`)}`
