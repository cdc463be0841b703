/**
 * `npm run new:parser -- <folder> <platform-app-store>` writes what a new parser consists of: the parser, its fixture and its
 * line in the registry. It overwrites nothing. Exit code 2 for a wrong id or one that exists.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ID = /^(ios|android|web|any)((?:-[a-z0-9]+)+)$/

/** `ios-signal-messages` -> its platform, the name inside it (`signalMessages`) and its export (`iosSignalMessages`). */
export function namesOf(id: string): { platform: string; file: string; exported: string } | null {
  const match = ID.exec(id)
  const [platform, rest] = [match?.[1], match?.[2]]
  if (platform === undefined || rest === undefined) return null
  const capitalised = rest
    .split('-')
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  return { platform, file: capitalised.charAt(0).toLowerCase() + capitalised.slice(1), exported: platform + capitalised }
}

/** The registry with one more import and line, both in alphabetical order of the id or file. */
export function withRegistryLine(registry: string, path: string, exported: string): string {
  const imports = [...registry.matchAll(/^import \{ \w+ \} from '\.\/apps\/.*'$/gmu)].map(([line]) => line)
  const entries = [...registry.matchAll(/^ {2}(\w+),$/gmu)].map(([, name]) => name ?? '')
  const nextImports = [...imports, `import { ${exported} } from './apps/${path}.ts'`].toSorted(byPath)
  const nextEntries = [...entries, exported].toSorted((a, b) => (kebab(a) < kebab(b) ? -1 : 1))
  const withoutImports = imports.reduce((text, line) => text.replace(`${line}\n`, ''), registry)
  return withoutImports
    .replace(/^import type/mu, `${nextImports.join('\n')}\nimport type`)
    .replace(/(readonly Parser\[\] = )\[[^\]]*\]/u, `$1[\n${nextEntries.map((name) => `  ${name},`).join('\n')}\n]`)
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const byPath = (a: string, b: string): number => ((a.split("'")[1] ?? a) < (b.split("'")[1] ?? b) ? -1 : 1)

/** `any` parsers read both platforms; stores of browsers and of accounts (`web`) have no further folders. */
export function folderOf(platform: string, folder: string): string {
  if (platform === 'any') return 'bothPlatforms'
  return platform === 'web' ? 'web' : `${platform}/${folder}`
}

const parserStub = (id: string, platform: string, exported: string, model: string): string => `/**
 * TODO(${id}): what the store is, where each meaning that is not obvious comes from, what is not read.
 */
import { defineSqliteParser } from '${model}'
import type { Emitted, EvidenceDatabase } from '${model}'

interface Row {
  readonly rowId: number
}

export const ${exported} = defineSqliteParser({
  id: '${id}',
  version: 1,
  app: 'TODO',
  platform: '${platform}',
  store: 'TODO (name.db)',
  reads: ['**/name.db'],
  requires: { item: ['id'] },
  optional: {},
  yields: ['message'],
  proof: 'unexercised',
  doesNotCover: [],
  *parse(database: EvidenceDatabase): Iterable<Emitted> {
    for (const row of database.read<Row>('item', 'SELECT rowid AS rowId FROM item ORDER BY rowid')) {
      yield { type: 'skipped', from: { table: 'item', rowId: String(row.rowId), ordinal: 0 }, reason: 'This parser is not written yet' }
    }
  },
})
`

const fixtureStub = (id: string): string => `-- Schema: TODO(${id}): app version and image on which it was seen
-- Path: private/var/mobile/Containers/name.db
-- Country: US
CREATE TABLE item (id INTEGER PRIMARY KEY, text TEXT);
INSERT INTO item VALUES (1, 'First row, with a number from a fictional range: +1 202 555 0143');
`

function main(folder: string | undefined, id: string | undefined): number {
  const names = id === undefined ? null : namesOf(id)
  if (folder === undefined || !/^[a-z][A-Za-z]*$/.test(folder) || id === undefined || names === null) {
    console.error('Usage: npm run new:parser -- <folder> <platform-app-store>, such as: messengers ios-signal-messages.')
    return 2
  }
  const home = folderOf(names.platform, folder)
  const parserPath = join(ROOT, 'parsers/apps', home, `${names.file}.ts`)
  const fixturePath = join(ROOT, 'fixtures/parsers', id, 'first.sql')
  if (existsSync(parserPath) || existsSync(fixturePath)) {
    console.error(`The parser ${id} exists already.`)
    return 2
  }
  const registryPath = join(ROOT, 'parsers/registry.ts')
  for (const path of [parserPath, fixturePath]) mkdirSync(dirname(path), { recursive: true })
  writeFileSync(parserPath, parserStub(id, names.platform, names.exported, `${'../'.repeat(home.split('/').length + 1)}model/index.ts`))
  writeFileSync(fixturePath, fixtureStub(id))
  writeFileSync(registryPath, withRegistryLine(readFileSync(registryPath, 'utf8'), `${home}/${names.file}`, names.exported))
  console.log(`Written: ${parserPath}\n         ${fixturePath}\n         ${registryPath}\nNext: npm test -- parsers`)
  return 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv[2], process.argv[3])
