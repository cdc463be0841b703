/**
 * Location exports and contact cards of the public corpus: as many rows as `truth.json` counts, and positions and times worked out by hand
 * from the files' own text.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEvidenceDocument } from '../../parsers/formats/text/documentFile.ts'
import type { DocumentParser, Emitted, EvidenceRecord } from '../../parsers/model/index.ts'
import { PARSERS } from '../../parsers/registry.ts'
import { type RunAccount, runDocumentParser } from '../../parsers/runParser.ts'
import { corpusCopy, corpusPath, corpusTitle, hasCorpus } from '../parsers/corpus.ts'

interface Read {
  readonly parser: string
  readonly emitted: readonly Emitted[]
  readonly account: RunAccount
  readonly notes: readonly string[]
}

/** Recognised by content alone, as a file that is added by itself is. */
function read(...parts: string[]): Read {
  const file = corpusCopy(...parts)
  const head = readFileSync(file).subarray(0, 4096)
  const name = basename(parts.at(-1) ?? '')
  const fits = PARSERS.filter((parser): parser is DocumentParser => parser.input === 'document' && parser.recognises?.(head, name) === true)
  expect(fits.map(({ id }) => id)).toHaveLength(1)
  const [parser] = fits
  if (parser === undefined) throw new Error(`nothing reads ${name}`)
  const notes: string[] = []
  const document = openEvidenceDocument({ file, path: name, sizeBytes: readFileSync(file).length, modifiedAtMs: null })
  const context = {
    path: name,
    country: null,
    hasFile: () => false,
    companion: () => null,
    sideFile: () => null,
    note: (words: string) => notes.push(words),
  }
  const run = runDocumentParser(parser, document, context)
  return { parser: parser.id, emitted: [...run], account: run.account(), notes }
}

const positions = ({ emitted }: Read): (readonly [number, number, string | null])[] =>
  emitted.flatMap((item) =>
    item.type === 'location'
      ? [[item.latitude, item.longitude, item.at.utcMs === null ? null : new Date(item.at.utcMs).toISOString()] as const]
      : [],
  )
const skipped = ({ emitted }: Read): string[] => emitted.flatMap((item) => (item.type === 'skipped' ? [item.reason] : []))
const GOOGLE = ['location-dawarich', 'input', 'google']

describe.skipIf(!hasCorpus)(corpusTitle('location exports of the corpus'), () => {
  it('reads Records.json', () => {
    const found = read(...GOOGLE, 'records.json')
    expect(found.account).toMatchObject({ rowsRead: 3, records: 3, problems: [] })
    expect(positions(found)).toEqual([
      [53.369055, 83.695001, '2012-12-15T14:21:29.460Z'],
      [53.356338, 83.76165, '2013-01-04T10:22:43.225Z'],
      [53.3690589, 83.6951347, '2013-03-01T05:17:39.849Z'],
    ])
    expect(found.emitted.map((item) => (item.type === 'location' ? item.accuracyMetres : null))).toEqual([150, 18_000, 22])
  })

  it('reads stays and ways, with a mark at the beginning too', () => {
    const ways = read(...GOOGLE, 'semantic_history.json')
    expect(ways.account).toMatchObject({ rowsRead: 3, records: 3, derived: 3, problems: [] })
    expect(positions(ways)[0]).toEqual([53.340744, 83.7026901, '2013-12-01T07:05:14.222Z'])
    const marked = read(...GOOGLE, 'edge_cases', 'semantic_history_with_bom.json')
    expect(positions(marked)).toEqual([
      [60.4518, 22.2666, '2024-01-01T10:00:00.000Z'],
      [60.4519, 22.2667, '2024-01-01T10:30:00.000Z'],
    ])
  })

  const SECONDS = '2025-03-24T19:23:52.000Z'
  const MILLISECONDS = '2025-03-24T19:25:02.585Z'
  it.each([
    ['with_activitySegment_with_startLocation.json', 12.3422222, '2025-03-24T19:07:24.000Z'],
    ['with_activitySegment_with_startLocation_timestampMs.json', 12.3466666, MILLISECONDS],
    ['with_activitySegment_with_startLocation_timestamp_in_milliseconds_format.json', 12.3455555, SECONDS],
    ['with_activitySegment_with_startLocation_timestamp_in_seconds_format.json', 12.3444444, MILLISECONDS],
    ['with_activitySegment_with_startLocation_with_iso_timestamp.json', 12.3433333, '2025-03-24T19:20:23.000Z'],
    ['with_activitySegment_without_startLocation.json', 12.3411111, '2025-03-24T19:07:24.000Z'],
    ['with_placeVisit_with_location_with_coordinates.json', 12.3477777, SECONDS],
    ['with_placeVisit_with_location_with_coordinates_with_iso_timestamp.json', 12.3488888, '2025-03-24T19:25:02.000Z'],
    ['with_placeVisit_with_location_with_coordinates_with_milliseconds_timestamp.json', 12.3511111, MILLISECONDS],
    ['with_placeVisit_with_location_with_coordinates_with_seconds_timestamp.json', 12.3499999, '2025-03-24T19:25:02.000Z'],
    ['with_placeVisit_with_location_with_coordinates_with_timestampMs.json', 12.3522222, MILLISECONDS],
    ['with_placeVisit_without_location_with_coordinates_with_otherCandidateLocations.json', 12.3533333, '2025-03-24T19:25:02.000Z'],
  ])('reads %s', (name, degrees, at) => {
    const found = read(...GOOGLE, 'location-history', name)
    expect(positions(found)).toEqual([[degrees, degrees, at]])
    expect(found.account).toMatchObject({ rowsRead: 1, records: 1, problems: [] })
  })

  it.each([
    'with_activitySegment_without_startLocation_without_waypointPath.json',
    'with_placeVisit_without_location_with_coordinates.json',
  ])('skips %s, which has no position', (name) => {
    const found = read(...GOOGLE, 'location-history', name)
    expect(found.account).toMatchObject({ rowsRead: 1, records: 0, skipped: 1 })
    expect(skipped(found)).toEqual(['the row has no position'])
  })

  it('reads timelines exported on phones, of Android and of iOS', () => {
    const android = read(...GOOGLE, 'timeline_new_format.json')
    expect(android.account).toMatchObject({ rowsRead: 5, problems: [] })
    expect(positions(android)).toEqual([
      [48.8566, 2.3522, '2024-06-15T07:00:00.000Z'],
      [48.8566, 2.3522, '2024-06-15T08:00:00.000Z'],
      [48.8606, 2.3376, '2024-06-15T08:30:00.000Z'],
      [48.8606, 2.3376, '2024-06-15T08:35:00.000Z'],
      [48.862, 2.335, '2024-06-15T08:40:00.000Z'],
      [48.8566, 2.3522, '2024-06-15T09:05:00.000Z'],
      [48.8566, 2.3522, null],
      [48.8606, 2.3376, null],
    ])
    const signals = read(...GOOGLE, 'phone-takeout_w_3_duplicates.json')
    expect(signals.account.rowsRead).toBe(7)
    expect(signals.emitted.filter(({ type }) => type === 'network')).toHaveLength(17)
    expect(positions(signals)).toContainEqual([48.833657, 2.256223, '2024-06-06T10:44:37.000Z'])

    const ios = read(...GOOGLE, 'location-history.json')
    expect(ios.account).toMatchObject({ rowsRead: 4, records: 3, skipped: 1 })
    expect(positions(ios).slice(0, 2)).toEqual([
      [27.720022, -97.347951, '2023-08-27T20:48:56.000Z'],
      [27.720007, -97.348044, '2023-08-27T20:49:00.000Z'],
    ])
    const list = read(...GOOGLE, 'edge_cases', 'phone_takeout_array_timeline_path.json')
    expect(positions(list)).toEqual([
      [29.725358, -95.482259, '2025-07-29T13:01:00.000Z'],
      [29.725688, -95.477992, '2025-07-29T13:05:00.000Z'],
      [29.732, -95.485, '2025-07-29T16:10:00.000Z'],
    ])
  })

  it('reads edits and devices of the account', () => {
    expect(positions(read(...GOOGLE, 'edge_cases', 'timeline_edits.json'))).toEqual([
      [35.5831402, -119.3393903, '2025-08-15T14:32:18.000Z'],
    ])
    const [device] = read(...GOOGLE, 'edge_cases', 'device_settings.json').emitted
    expect(device).toMatchObject({
      type: 'device-event',
      detail: 'device of the Google account: Google Pixel 7',
      facts: { 'device tag': '-1234567890' },
    })
  })

  interface GpxTruth {
    readonly points: number
    readonly first: string
    readonly last: string
    readonly first_latlon: readonly [string, string]
  }
  const gpxTruth = hasCorpus
    ? (JSON.parse(readFileSync(corpusPath('location-dawarich', 'truth.json'), 'utf8')) as Readonly<Record<string, GpxTruth | string>>)
    : {}
  it.each(['arc_example', 'garmin_example', 'gpx_track_multiple_segments', 'gpx_track_single_segment'])(
    'reads %s.gpx as truth.json counts it',
    (name) => {
      const truth = gpxTruth[`gpx/${name}.gpx`]
      if (truth === undefined || typeof truth === 'string') throw new Error(`no truth of ${name}`)
      const found = read('location-dawarich', 'input', 'gpx', `${name}.gpx`)
      const track = found.emitted.filter(
        (item): item is Extract<EvidenceRecord, { type: 'location' }> => item.type === 'location' && item.class === 'device-fix',
      )
      expect(track).toHaveLength(truth.points)
      expect([track[0]?.at.asStored, track.at(-1)?.at.asStored]).toEqual([truth.first, truth.last])
      expect(track[0]?.at.utcMs).toBe(Date.parse(truth.first))
      expect([track[0]?.latitude, track[0]?.longitude]).toEqual(truth.first_latlon.map(Number))
      expect(found.notes).toEqual([])
    },
  )

  it('reads a GPX that is not well-formed as far as it goes, and says so', () => {
    const text = readFileSync(corpusPath('location-dawarich', 'input', 'gpx', 'gpx_track_multiple_tracks.gpx'), 'utf8')
    const found = read('location-dawarich', 'input', 'gpx', 'gpx_track_multiple_tracks.gpx')
    expect(positions(found)).toHaveLength(text.split('<trkpt ').length - 1)
    expect(found.notes).toHaveLength(1)
  })

  it.each([
    ['extended_data', 1, 0],
    ['gx_track', 4, 0],
    ['invalid_coordinates', 0, 2],
    ['large_track', 20, 0],
    ['linestring_track', 5, 0],
    ['multigeometry', 6, 0],
    ['nested_folders', 4, 0],
    ['points_with_timestamps', 3, 0],
    ['timespan', 1, 0],
  ])('reads %s.kml: %i positions, %i placemarks without', (name, count, none) => {
    const found = read('location-dawarich', 'input', 'kml', `${name}.kml`)
    expect(positions(found)).toHaveLength(count)
    expect(skipped(found)).toHaveLength(none)
    expect(found.account.problems).toEqual([])
  })

  it('takes the points of a recorded track as fixes, and a place on a map as none', () => {
    expect(positions(read('location-dawarich', 'input', 'kml', 'gx_track.kml'))[3]).toEqual([37.425, -122.0871, '2024-01-20T08:03:00.000Z'])
    const classes = ['gx_track', 'points_with_timestamps'].map((name) =>
      read('location-dawarich', 'input', 'kml', `${name}.kml`).emitted.map((item) => (item.type === 'location' ? item.class : '')),
    )
    expect(classes.map((each) => [...new Set(each)])).toEqual([['device-fix'], ['mentioned']])
  })
})

describe.skipIf(!hasCorpus)(corpusTitle('contact cards of the corpus'), () => {
  const contacts = (name: string): Extract<EvidenceRecord, { type: 'contact' }>[] =>
    read('vcf-contacts', 'input', name).emitted.filter(
      (item): item is Extract<EvidenceRecord, { type: 'contact' }> => item.type === 'contact',
    )

  it('finds as many as truth.json counts', () => {
    const truth = JSON.parse(readFileSync(corpusPath('vcf-contacts', 'truth.json'), 'utf8')) as Record<string, { vcards: number }>
    for (const [name, { vcards }] of Object.entries(truth)) expect(contacts(name), name).toHaveLength(vcards)
  })

  it('decodes names, numbers and notes', () => {
    const [sample, lopez, john, airline, school] = contacts('knugi_contacts.vcf')
    expect(sample).toMatchObject({ name: 'Sample Contact', identifiers: [{ kind: 'phone', label: 'cell', raw: '+85288888888' }] })
    expect(lopez).toMatchObject({ name: 'Yard Lawn Guy, Jose Lopez', identifiers: [{ label: 'home', raw: '5673334444' }] })
    expect(john).toMatchObject({ name: 'John Butler 🌟💫🌟', identifiers: [{ raw: '5556667777' }] })
    expect(airline).toMatchObject({
      name: null,
      organisation: "Airline Contact #'s",
      note: 'Spirit Airlines 800-772-7117United Airlines 800-241-6522',
    })
    expect(school?.identifiers).toContainEqual(
      expect.objectContaining({ kind: 'postal-address', raw: '11112 North Eldridge Parkway, Dallas, TX, 22222' }),
    )
  })

  it('unfolds lines and takes labels from their group', () => {
    const full = contacts('test_contactsCompleteInfo.vcf')[3]
    expect(full).toMatchObject({
      name: 'Magnanimo Test@paraparaparapara el raton para el',
      organisation: 'nicolecity, dança',
      note: 'gosta muito de dançar para-para\nrato rato rato: esse cara é o rato',
    })
    expect(full?.identifiers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'url', label: 'PROFILE', raw: 'www.rato.com.br' }),
        expect.objectContaining({ kind: 'date', label: 'Anniversary', raw: '19961024' }),
        expect.objectContaining({ kind: 'related-name', label: 'Child', raw: 'casado' }),
        expect.objectContaining({ kind: 'email', raw: 'insuportavel@test.paraparapara' }),
      ]),
    )
  })
})
