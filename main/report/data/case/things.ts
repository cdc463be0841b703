/** What records refer to: accounts, applications, files, conversations. Each is described once, after the records. */
import type { Database, Statement } from 'better-sqlite3'
import { facet, idOf, node, type Node, to, type Value } from './node.ts'

export interface Somebody {
  readonly identifier: string
  readonly name: string | null
}

interface ThreadShape {
  readonly id: number
  readonly title: string | null
  readonly participants: readonly (Somebody | null)[]
}

export class Things {
  readonly #schemeOf: Statement
  readonly #hashOf: Statement
  readonly #sourceKeys: ReadonlyMap<number, string>
  readonly #accounts = new Map<string, { readonly who: Somebody; readonly service: string | null }>()
  readonly #applications = new Map<string, string>()
  readonly #files = new Map<string, { readonly source: number; readonly path: string }>()
  readonly #threads = new Map<string, { readonly thread: ThreadShape; readonly service: string | null; readonly messages: string[] }>()

  constructor(database: Database, sourceKeys: ReadonlyMap<number, string>) {
    this.#schemeOf = database.prepare('SELECT scheme FROM identity WHERE display = ? ORDER BY id LIMIT 1').pluck()
    this.#hashOf = database.prepare('SELECT sha256, size_bytes AS size FROM evidence_file WHERE source_id = ? AND path = ?')
    this.#sourceKeys = sourceKeys
  }

  /** Sources are named by their hash, so that another case with the same extraction says the same. */
  sourceKey(source: number): string {
    return this.#sourceKeys.get(source) ?? `source ${source}`
  }

  account(who: Somebody | null | undefined, service: string | null): Value {
    if (who === null || who === undefined) return null
    const id = idOf(`account ${service ?? ''} ${who.identifier}`)
    if (!this.#accounts.has(id)) this.#accounts.set(id, { who, service })
    return to(id)
  }

  application(service: string | null): Value {
    if (service === null) return null
    const id = idOf(`application ${service}`)
    this.#applications.set(id, service)
    return to(id)
  }

  file(source: number, path: string): string {
    const id = idOf(`file ${this.sourceKey(source)} ${path}`)
    this.#files.set(id, { source, path })
    return id
  }

  addToThread(source: number, thread: unknown, service: string | null, message: string): string | null {
    if (typeof thread !== 'object' || thread === null) return null
    const shape = thread as ThreadShape
    const id = idOf(`thread ${this.sourceKey(source)} ${shape.id}`)
    const known = this.#threads.get(id) ?? { thread: shape, service, messages: [] }
    known.messages.push(message)
    this.#threads.set(id, known)
    return id
  }

  *nodes(): Generator<Node> {
    // Members of conversations are accounts too, so conversations come first.
    for (const [id, { thread, service, messages }] of this.#threads) yield this.#thread(id, thread, service, messages)
    for (const [id, { who, service }] of this.#accounts) yield this.#account(id, who, service)
    for (const [id, service] of this.#applications)
      yield node(id, 'uco-observable:Application', {
        'uco-core:name': service,
        'uco-core:hasFacet': [facet(id, 'uco-observable:ApplicationFacet', {})],
      })
    for (const [id, { source, path }] of this.#files) yield this.#file(id, source, path)
  }

  #account(id: string, { identifier, name }: Somebody, service: string | null): Node {
    const scheme = (this.#schemeOf.get(identifier) as string | undefined) ?? 'other'
    const isPhone = scheme === 'phone' || scheme === 'number' || scheme === 'short-code'
    const type = isPhone
      ? 'uco-observable:PhoneAccount'
      : scheme === 'email'
        ? 'uco-observable:EmailAccount'
        : 'uco-observable:ApplicationAccount'
    const special = isPhone
      ? facet(id, 'uco-observable:PhoneAccountFacet', { 'uco-observable:phoneNumber': identifier })
      : scheme === 'email'
        ? facet(id, 'uco-observable:EmailAccountFacet', { 'uco-observable:emailAddress': emailAddress(identifier) })
        : facet(id, 'uco-observable:ApplicationAccountFacet', { 'uco-observable:application': this.application(service) })
    return node(id, type, {
      'uco-core:hasFacet': [
        facet(id, 'uco-observable:AccountFacet', { 'uco-observable:accountIdentifier': identifier }),
        // Not `accountType`, which has a vocabulary of its own.
        facet(id, 'corro:IdentifierFacet', { 'corro:scheme': scheme }),
        special,
        ...(name === null ? [] : [facet(id, 'uco-observable:DigitalAccountFacet', { 'uco-observable:displayName': name })]),
      ],
    })
  }

  #file(id: string, source: number, path: string): Node {
    const known = this.#hashOf.get(source, path) as { sha256: string | null; size: number } | undefined
    const hash = known?.sha256 ?? null
    return node(id, 'uco-observable:File', {
      'uco-core:hasFacet': [
        facet(id, 'uco-observable:FileFacet', {
          'uco-observable:fileName': path.slice(path.lastIndexOf('/') + 1),
          'uco-observable:filePath': path,
          'uco-observable:sizeInBytes': known?.size,
        }),
        ...(hash === null ? [] : [contentData(id, hash)]),
      ],
    })
  }

  #thread(id: string, { title, participants }: ThreadShape, service: string | null, messages: readonly string[]): Node {
    const list = idOf(`${id} list`)
    return node(id, 'uco-observable:MessageThread', {
      'uco-core:name': title,
      'uco-core:hasFacet': [
        facet(id, 'uco-observable:MessageThreadFacet', {
          'uco-observable:participant': participants.map((who) => this.account(who, service)).filter((one) => one !== null),
          'uco-observable:messageThread': node(list, 'uco-types:Thread', {
            'co:size': { '@type': 'xsd:nonNegativeInteger', '@value': String(messages.length) },
            'co:element': messages.map(to),
            'co:item': messages.map((message, index) =>
              node(idOf(`${list} ${index + 1}`), 'uco-types:ThreadItem', {
                'co:index': { '@type': 'xsd:positiveInteger', '@value': String(index + 1) },
                'co:itemContent': to(message),
              }),
            ),
          }),
        }),
      ],
    })
  }
}

export function contentData(owner: string, sha256: string): Node {
  return facet(owner, 'uco-observable:ContentDataFacet', {
    'uco-observable:hash': [
      node(idOf(`${owner} sha256`), 'uco-types:Hash', {
        'uco-types:hashMethod': 'SHA256',
        'uco-types:hashValue': { '@type': 'xsd:hexBinary', '@value': sha256 },
      }),
    ],
  })
}

export function emailAddress(address: string): Node {
  const id = idOf(`email ${address}`)
  return node(id, 'uco-observable:EmailAddress', {
    'uco-core:hasFacet': [facet(id, 'uco-observable:EmailAddressFacet', { 'uco-observable:addressValue': address })],
  })
}
