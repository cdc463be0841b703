/**
 * Recent searches of Kleinanzeigen on Android, `RECENT_SEARCHES_CACHE` and `NON_RESETTABLE_RECENT_SEARCHES_CACHE`: a JSON list.
 *
 * Keys as ALEAPP reads them (app 15.16 to 15.27): `searchTerm`, `category.localizedName`, `termSearchTimestamp` in Unix milliseconds. The second
 * file keeps searches that the first has lost.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { jsonAt, jsonElements, jsonNumber, jsonText } from '../../../formats/text/jsonStream.ts'
import { withFacts } from '../../../formats/records/recordDefaults.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, EvidenceDocument } from '../../../model/index.ts'

interface Search extends DocumentRow {
  readonly search: unknown
}

export const androidKleinanzeigenSearches = defineDocumentParser({
  id: 'android-kleinanzeigen-searches',
  version: 1,
  app: 'Kleinanzeigen',
  platform: 'android',
  store: 'Recent searches of Kleinanzeigen (RECENT_SEARCHES_CACHE)',
  reads: ['**/com.ebay.kleinanzeigen/files/RECENT_SEARCHES_CACHE', '**/com.ebay.kleinanzeigen/files/NON_RESETTABLE_RECENT_SEARCHES_CACHE'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['which advertisements were opened', 'places of searches'],
  *parse(document): Iterable<Emitted> {
    for (const { rowId, search } of document.read('searches', searches(document))) {
      const from = { table: 'searches', rowId: String(rowId), ordinal: 0 }
      const title = jsonText(jsonAt(search, 'searchTerm'))
      const category = jsonText(jsonAt(search, 'category', 'localizedName'))
      if (title === null && category === null) yield { type: 'skipped', from, reason: 'the entry holds no search' }
      else {
        const at = instantOf(jsonNumber(jsonAt(search, 'termSearchTimestamp')), 'unix-ms')
        const shared = { type: 'web', from, state: 'live', webKind: 'search', service: 'Kleinanzeigen', url: null } as const
        yield { ...shared, title, at, ...withFacts({ category }) }
      }
    }
  },
})

function* searches(document: EvidenceDocument): Generator<Search> {
  for (const { index, value } of jsonElements(document.chunks())) if (index !== null) yield { rowId: index, search: value }
}
