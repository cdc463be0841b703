/** Reads one source file the way the guards need it: its imports, the names it uses, its texts. */
import { builtinModules } from 'node:module'
import path from 'node:path'
import { parseSync } from 'oxc-parser'

export interface Import {
  /** As written: `./x.ts`, `react`, `node:fs`. */
  readonly specifier: string
  /** Path from the root for a file of the project, package name for a package, `node` for a built-in. */
  readonly target: string
  readonly kind: 'file' | 'package' | 'node'
  /** True where nothing of it is left at run time. */
  readonly isTypeOnly: boolean
}

export interface SourceFile {
  readonly file: string
  readonly lines: number
  readonly imports: readonly Import[]
  /** Identifiers, JSX attributes and member names that the code uses; not those in comments or texts. */
  readonly names: ReadonlySet<string>
  /** Contents of string and template literals. */
  readonly texts: readonly string[]
}

type Node = { readonly type: string } & Readonly<Record<string, unknown>>

/**
 * Parses a file.
 *
 * @throws Error where it does not parse, because an unread file must not pass
 */
export function readSource(file: string, text: string): SourceFile {
  const parsed = parseSync(file.replace(/\.cts$/, '.ts'), text)
  if (parsed.errors.length > 0) throw new Error(`${file} cannot be parsed: ${parsed.errors[0]?.message ?? ''}`)
  const found = { imports: [] as Import[], names: new Set<string>(), texts: [] as string[] }
  walk(parsed.program as unknown as Node, (node) => visit(file, node, found))
  return { file, lines: text.split('\n').length - 1, ...found }
}

interface Found {
  readonly imports: Import[]
  readonly names: Set<string>
  readonly texts: string[]
}

function visit(file: string, node: Node, found: Found): void {
  const add = (source: unknown, isTypeOnly: boolean): void => {
    const specifier = literalOf(source)
    if (specifier !== null) found.imports.push({ specifier, isTypeOnly, ...resolve(file, specifier) })
  }
  switch (node.type) {
    case 'ImportDeclaration':
      return add(node['source'], isTypeImport(node))
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return add(node['source'], node['exportKind'] === 'type')
    case 'ImportExpression':
      return add(node['source'], false)
    case 'TSImportType':
      return add(node['source'] ?? node['argument'], true)
    case 'TSExternalModuleReference':
      return add(node['expression'], false)
    case 'CallExpression':
      return isRequire(node) ? add((node['arguments'] as readonly unknown[])[0], false) : undefined
    case 'NewExpression':
      return isUrlBesideModule(node) ? add((node['arguments'] as readonly unknown[])[0], false) : undefined
    case 'Identifier':
    case 'JSXIdentifier':
      found.names.add(String(node['name']))
      return
    case 'Literal':
      if (typeof node['value'] === 'string') found.texts.push(node['value'])
      return
    case 'TemplateElement':
      found.texts.push((node['value'] as { readonly raw: string }).raw)
      return
    case 'JSXText':
      found.texts.push(String(node['value']))
  }
}

function isTypeImport(node: Node): boolean {
  if (node['importKind'] === 'type') return true
  const specifiers = node['specifiers'] as readonly Node[]
  return specifiers.length > 0 && specifiers.every((specifier) => specifier['importKind'] === 'type')
}

function isRequire(node: Node): boolean {
  const callee = node['callee'] as Node
  return callee.type === 'Identifier' && callee['name'] === 'require'
}

/** `new URL('./child.js', import.meta.url)` leads to a module too, but only a script counts; a file of data does not. */
function isUrlBesideModule(node: Node): boolean {
  const [first, second] = node['arguments'] as readonly (Node | undefined)[]
  if ((node['callee'] as Node)['name'] !== 'URL' || second?.type !== 'MemberExpression') return false
  const text = literalOf(first)
  return text !== null && /^\.{1,2}\/.*\.(ts|tsx|mjs)$/.test(text)
}

function literalOf(node: unknown): string | null {
  if (typeof node !== 'object' || node === null) return null
  const value: unknown = 'value' in node ? node.value : 'literal' in node ? literalOf(node.literal) : null
  return typeof value === 'string' ? value : null
}

/** Where a specifier leads, seen from a file. */
export function resolve(file: string, specifier: string): Pick<Import, 'target' | 'kind'> {
  if (specifier.startsWith('.')) return { kind: 'file', target: path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, '')) }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return { kind: 'node', target: specifier.replace(/^node:/, '') }
  const parts = specifier.split('/')
  return { kind: 'package', target: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier) }
}

function walk(node: Node, visitNode: (node: Node) => void): void {
  visitNode(node)
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value as readonly unknown[]) if (isNode(item)) walk(item, visitNode)
    } else if (isNode(value)) walk(value, visitNode)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
