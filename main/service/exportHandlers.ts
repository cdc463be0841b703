/** Calls about what leaves the case: exports, their verification, the key that signs them. */
import { resolve } from 'node:path'
import { contactGraph } from '../analysis/graph.ts'
import { hashHits, hashSets } from '../casefile/read/hashHits.ts'
import type { ExportCalls } from '../contract/index.ts'
import type { ReportContext } from '../report/context.ts'
import { exportCase } from '../report/exportCase.ts'
import { AgencyKey } from '../report/signing/agencyKey.ts'
import { verifyPath } from '../report/verify.ts'
import { mediaBytes, namedFile } from './mediaBytes.ts'
import type { OpenCase } from './openCase.ts'
import { verifyAgainst } from './verifyAgainst.ts'
import { addHashSet } from './hashSets.ts'
import type { Emit, Handlers } from './wiring.ts'

export function exportHandlers(open: OpenCase, emit: Emit): Handlers<keyof ExportCalls> {
  return {
    'export.run': ({ target, keyFile, ...request }) =>
      exportCase(reportContext(open), {
        ...request,
        target: resolve(target),
        ...(keyFile === undefined ? {} : { keyFile: resolve(keyFile) }),
      }),
    'export.verify': async ({ path }) => verifyPath(path === null ? open.file.path : resolve(path), agencyKey(open)),
    'export.verifyAgainst': ({ path, ...given }) => verifyAgainst(open, { ...given, path: resolve(path) }),
    'hashset.add': async ({ path, name }) => {
      const added = await addHashSet(open, resolve(path), name)
      emit('case.changed', { what: 'records' })
      return added
    },
    'hashset.list': () => hashSets(open.database),
    'hashset.hits': () => hashHits(open.database),
    'export.key': () => {
      const { fingerprint, publicKeyPem } = agencyKey(open).signer()
      return { fingerprint, publicKeyPem }
    },
    'export.rotateKey': () => agencyKey(open).rotate(),
  }
}

const agencyKey = (open: OpenCase): AgencyKey => new AgencyKey(open.options.settingsFolder)

/** Entities that the picture of contacts is drawn from. */
const GRAPH_LIMIT = 400

/** What the report needs of its neighbours: analysis and media are handed in, because report does not know them. */
function reportContext(open: OpenCase): ReportContext {
  const { file, directory, readers, actor } = open
  return {
    file,
    directory,
    readers,
    actor,
    signer: () => agencyKey(open).signer(),
    printPdf: open.options.printPdf,
    graph: (reading, lens) =>
      contactGraph(reading.file.database, reading.directory, { lens, limit: GRAPH_LIMIT, includeGroups: true, focus: null }),
    picture: async (key, attachmentId) => {
      const { mime, base64 } = await mediaBytes(file.database, readers, namedFile(file.database, key, attachmentId), false)
      return { mime, bytes: Buffer.from(base64, 'base64') }
    },
    smallPicture: async (key, attachmentId) => {
      const { mime, base64 } = await mediaBytes(file.database, readers, namedFile(file.database, key, attachmentId), true)
      return { mime, bytes: Buffer.from(base64, 'base64') }
    },
  }
}
