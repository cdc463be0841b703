/**
 * Connections that were searched for in SBB Mobile on iOS, `ch.sbb.coredata.searchhistory.sqlite`.
 *
 * Columns as iLEAPP reads them. It once took ZTIMESTAMP for Unix milliseconds and now leaves the unit open: here the size of each value decides
 * between seconds and milliseconds. Whose position ZLAT and ZLON are is not said, so they are shown with the search and are no position of the
 * phone.
 */
import { joinedParts, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import { unixTime } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'

const TABLE = 'ZSEARCHRESULT'

export const iosSbbSearches = defineSqliteParser({
  id: 'ios-sbb-searches',
  version: 1,
  app: 'SBB Mobile',
  platform: 'ios',
  store: 'Connections searched for in SBB Mobile (searchhistory)',
  reads: ['**/ch.sbb.coredata.searchhistory.sqlite'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: [
    'the unit of the time, which nothing published shows',
    'whose position is stored with a search',
    'journeys that took place',
  ],
  requires: { [TABLE]: ['ZFROM', 'ZTO', 'ZTIMESTAMP'] },
  optional: { [TABLE]: ['ZLAT', 'ZLON'] },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: ['ZFROM', 'ZTO', 'ZTIMESTAMP', 'ZLAT', 'ZLON'] })) {
      yield {
        type: 'web',
        from: placeOf(TABLE, row),
        state: 'live',
        webKind: 'search',
        service: 'SBB Mobile',
        url: null,
        title: joinedParts([textOf(row['ZFROM']), textOf(row['ZTO'])], ' to '),
        at: unixTime(row['ZTIMESTAMP']),
        ...withFacts({ 'stored with it (latitude, longitude)': joinedParts([textOf(row['ZLAT']), textOf(row['ZLON'])], ', ') }),
      }
    }
  },
})
