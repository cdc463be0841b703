/**
 * Loaded into a process and its children by `NODE_OPTIONS=--import`: refuses every connection that leaves this machine and
 * every lookup of a name, and writes down each attempt and each listener, one line of JSON apiece, to the file that
 * CORROBORATE_NETWORK_LOG names. Patches the lowest layer that JavaScript has: http, https, tls and fetch all end there.
 */
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import net from 'node:net'

const log = process.env['CORROBORATE_NETWORK_LOG']

/** One line of the log. */
export interface NetworkEvent {
  readonly kind: 'connect' | 'listen' | 'lookup' | 'datagram'
  readonly target: string
  readonly isLoopback: boolean
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

function record(kind: NetworkEvent['kind'], target: string, isLoopback: boolean): void {
  if (log !== undefined) appendFileSync(log, `${JSON.stringify({ kind, target, isLoopback } satisfies NetworkEvent)}\n`)
}

type Method = (this: unknown, ...given: readonly unknown[]) => unknown

/** Puts a check before a method. The check throws to refuse. */
function before(owner: object, name: string, check: (given: readonly unknown[]) => void): void {
  const original = Reflect.get(owner, name) as Method
  const guarded: Method = function (...given) {
    check(given)
    return Reflect.apply(original, this, given)
  }
  Reflect.set(owner, name, guarded)
}

/** Reads the host or the local pipe out of the many forms that connect and listen take. */
function addressOf(given: readonly unknown[]): { readonly host: string; readonly isPipe: boolean } {
  // net.connect hands on its arguments as one normalised array.
  const flat = Array.isArray(given[0]) ? (given[0] as readonly unknown[]) : given
  const [first, second] = flat
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && typeof first.path === 'string') return { host: first.path, isPipe: true }
    return { host: 'host' in first && typeof first.host === 'string' ? first.host : 'localhost', isPipe: false }
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { host: first, isPipe: true }
  return { host: typeof second === 'string' ? second : '', isPipe: false }
}

before(net.Socket.prototype, 'connect', (given) => {
  const { host, isPipe } = addressOf(given)
  if (isPipe) return
  const isLoopback = host === '' || LOOPBACK.test(host)
  record('connect', host, isLoopback)
  if (!isLoopback) throw new Error(`network denied: ${host}`)
})

before(net.Server.prototype, 'listen', (given) => {
  const { host, isPipe } = addressOf(given)
  // No host means every address of the machine.
  if (!isPipe) record('listen', host, LOOPBACK.test(host))
})

for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'reverse']) {
  for (const owner of [dns, dns.promises]) {
    before(owner, name, (given) => {
      const target = String(given[0])
      record('lookup', target, LOOPBACK.test(target))
      if (!LOOPBACK.test(target)) throw new Error(`network denied: ${target}`)
    })
  }
}

for (const name of ['bind', 'send', 'connect']) {
  before(dgram.Socket.prototype, name, () => {
    record('datagram', name, false)
    throw new Error('network denied: datagram')
  })
}
