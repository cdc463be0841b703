/**
 * Cars that were paired for CarPlay, `com.apple.carplay.plist`: one record per car. `pairings` holds a dictionary with `name` under each
 * car's identifier (as published tools read it). No times are stored here; connections stand in knowledgeC and Biome.
 */
import { dictIn, textIn } from '../../../formats/plist/plistReading.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict } from '../../../formats/plist/plist.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 16 * 1024 * 1024
const TABLE = 'pairings'

interface Pairing extends DocumentRow {
  readonly car: PlistDict | null
}

export const iosCarplay = defineDocumentParser({
  id: 'ios-carplay',
  version: 1,
  app: 'CarPlay',
  platform: 'ios',
  store: 'Cars paired for CarPlay (com.apple.carplay.plist)',
  reads: ['**/com.apple.carplay.plist'],
  yields: ['network'],
  proof: 'source-verified',
  doesNotCover: ['when and where a car was connected (not stored)', 'layouts of the car’s display'],
  *parse(document): Iterable<Emitted> {
    for (const { rowId, car } of document.read(TABLE, pairings(document.bytes(MAX_BYTES)))) {
      const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
      if (car === null) {
        yield { type: 'skipped', from, reason: 'the entry is no car' }
        continue
      }
      const name = textIn(car, 'name')
      const others = Object.keys(car).filter((key) => key !== 'name')
      const texts = others.map((key) => [`${key} as stored`, textIn(car, key)] as const)
      const facts = factsOf({ identifier: String(rowId), ...Object.fromEntries(texts) })
      const shared = { type: 'network', from, state: 'live', medium: 'carplay', activity: 'paired' } as const
      yield { ...shared, name, address: null, at: NO_INSTANT, endAt: null, position: null, ...(facts === undefined ? {} : { facts }) }
    }
  },
})

function* pairings(bytes: Uint8Array): Generator<Pairing> {
  const root = parsePlist(bytes)
  if (!isPlistDict(root)) throw new Error('the property list is not a dictionary')
  for (const [identifier, car] of Object.entries(dictIn(root, 'pairings') ?? {})) {
    yield { rowId: identifier, car: isPlistDict(car) ? car : null }
  }
}
