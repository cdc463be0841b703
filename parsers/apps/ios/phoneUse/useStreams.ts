/**
 * What the streams say in which iOS notes its use, in knowledgeC.db and later in Biome (`_DKEvent`): which record a row becomes.
 * Streams and codes as APOLLO and iLEAPP publish them.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { bytesOf, codeInWords, factsOf, flagOf, textOf } from '../../../formats/values/storedValues.ts'
import type {
  AppActivity,
  DeviceEventRecord,
  Emitted,
  Instant,
  NetworkMedium,
  RecordState,
  RowRef,
  SqlValue,
} from '../../../model/index.ts'
import { appNameOf } from '../bundleNames.ts'
import { archivedIntent, INTENT_DIRECTIONS } from './intentArchive.ts'

export type UseRow = { readonly rowId: number } & Readonly<Record<string, SqlValue>>

/** Short name -> column of ZSTRUCTUREDMETADATA. */
export const METADATA: Readonly<Record<string, string>> = {
  intentClass: 'Z_DKINTENTMETADATAKEY__INTENTCLASS',
  intentVerb: 'Z_DKINTENTMETADATAKEY__INTENTVERB',
  intentDirection: 'Z_DKINTENTMETADATAKEY__DIRECTION',
  intentContacts: 'Z_DKINTENTMETADATAKEY__RELATEDCONTACTIDENTIFIERS',
  intentIdentifier: 'Z_DKINTENTMETADATAKEY__INTERACTIONIDENTIFIER',
  intentBySiri: 'Z_DKINTENTMETADATAKEY__DONATEDBYSIRI',
  intentArchive: 'Z_DKINTENTMETADATAKEY__SERIALIZEDINTERACTION',
  launchReason: 'Z_DKAPPLICATIONMETADATAKEY__LAUNCHREASON',
  hostBundle: 'Z_DKAPPLICATIONMETADATAKEY__EXTENSIONHOSTIDENTIFIER',
  storeTitle: 'Z_DKAPPINSTALLMETADATAKEY__TITLE',
  storeCategory: 'Z_DKAPPINSTALLMETADATAKEY__PRIMARYCATEGORY',
  activityType: 'Z_DKAPPLICATIONACTIVITYMETADATAKEY__ACTIVITYTYPE',
  activityText: 'Z_DKAPPLICATIONACTIVITYMETADATAKEY__USERACTIVITYREQUIREDSTRING',
  notificationBundle: 'Z_DKNOTIFICATIONUSAGEMETADATAKEY__BUNDLEID',
  webDomain: 'Z_DKDIGITALHEALTHMETADATAKEY__WEBDOMAIN',
  webUrl: 'Z_DKDIGITALHEALTHMETADATAKEY__WEBPAGEURL',
  pageTitle: 'Z_DKSAFARIHISTORYMETADATAKEY__TITLE',
  artist: 'Z_DKNOWPLAYINGMETADATAKEY__ARTIST',
  album: 'Z_DKNOWPLAYINGMETADATAKEY__ALBUM',
  title: 'Z_DKNOWPLAYINGMETADATAKEY__TITLE',
  genre: 'Z_DKNOWPLAYINGMETADATAKEY__GENRE',
  playing: 'Z_DKNOWPLAYINGMETADATAKEY__PLAYING',
  bluetoothAddress: 'Z_DKBLUETOOTHMETADATAKEY__ADDRESS',
  bluetoothName: 'Z_DKBLUETOOTHMETADATAKEY__NAME',
  bluetoothType: 'Z_DKBLUETOOTHMETADATAKEY__DEVICETYPE',
  placeLatitude: 'Z_DKLOCATIONAPPLICATIONACTIVITYMETADATAKEY__LATITUDE',
  placeLongitude: 'Z_DKLOCATIONAPPLICATIONACTIVITYMETADATAKEY__LONGITUDE',
  placeName: 'Z_DKLOCATIONAPPLICATIONACTIVITYMETADATAKEY__LOCATIONNAME',
  placeShown: 'Z_DKLOCATIONAPPLICATIONACTIVITYMETADATAKEY__DISPLAYNAME',
  placeAddress: 'Z_DKLOCATIONAPPLICATIONACTIVITYMETADATAKEY__FULLYFORMATTEDADDRESS',
  placePhones: 'Z_DKLOCATIONAPPLICATIONACTIVITYMETADATAKEY__PHONENUMBERS',
  placeUrl: 'Z_DKLOCATIONAPPLICATIONACTIVITYMETADATAKEY__URL',
}
const PLAYING: Readonly<Record<number, string>> = { 0: 'stopped', 1: 'playing', 2: 'paused', 3: 'loading', 4: 'interrupted' }

interface Shared {
  readonly from: RowRef
  readonly state: RecordState
  readonly at: Instant
  readonly endAt: Instant | null
}
type Facts = Record<string, string> | undefined
type Reader = (row: UseRow, shared: Shared, facts: Facts) => Emitted

const STREAMS: Readonly<Record<string, Reader>> = {
  '/app/inFocus': app('in-focus', 'ZVALUESTRING'),
  '/app/usage': app('used', 'ZVALUESTRING'),
  '/app/mediaUsage': app('media-playing', 'ZVALUESTRING'),
  '/app/webUsage': app('used', 'ZVALUESTRING'),
  '/app/install': app('installed', 'ZVALUESTRING'),
  '/app/activity': app('other', 'ZVALUESTRING'),
  '/app/locationActivity': placeOfApp,
  '/app/intents': app('intent', 'sourceZBUNDLEID', 'ZVALUESTRING'),
  '/notification/usage': app('notification', 'notificationBundle', 'sourceZBUNDLEID'),
  '/media/nowPlaying': app('media-playing', 'ZVALUESTRING'),
  '/device/isLocked': flag('unlocked', 'locked'),
  '/device/isLockedImputed': flag('unlocked', 'locked'),
  '/display/isBacklit': flag('screen-off', 'screen-on'),
  '/device/isPluggedIn': flag('not-charging', 'charging'),
  '/settings/doNotDisturb': setting('Do Not Disturb'),
  '/system/airplaneMode': setting('airplane mode'),
  '/device/lowPowerMode': setting('low power mode'),
  '/device/batteryPercentage': setting('battery (%)', 'other'),
  '/inferred/motion': setting('motion', 'motion'),
  '/safari/history': page,
  '/bluetooth/isConnected': connection('bluetooth'),
  '/carplay/isConnected': connection('carplay'),
  '/wifi/connection': joined,
}

export function streamRecord(row: UseRow, shared: Shared, facts: Facts): Emitted {
  const stream = textOf(row['ZSTREAMNAME'])
  const reader = stream === null || !Object.hasOwn(STREAMS, stream) ? undefined : STREAMS[stream]
  if (reader !== undefined) return reader(row, shared, facts)
  return {
    type: 'skipped',
    from: shared.from,
    reason: stream === null ? 'the row belongs to no stream' : `rows of stream ${stream} are not interpreted`,
  }
}

const withFacts = (...facts: readonly Facts[]): { facts?: Record<string, string> } => {
  const all = Object.assign({}, ...facts) as Record<string, string>
  return Object.keys(all).length === 0 ? {} : { facts: all }
}

/** Rows about an app, which one of the columns names. */
function app(activity: AppActivity, ...appColumns: readonly string[]): Reader {
  return (row, shared, facts) => {
    const appId = appColumns.map((name) => textOf(row[name])).find((text) => text !== null)
    if (appId === undefined || appId === null) return { type: 'skipped', from: shared.from, reason: 'the row names no app' }
    const own = factsOf({
      stream: textOf(row['ZSTREAMNAME']),
      'launched by': textOf(row['launchReason']),
      'inside of': textOf(row['hostBundle']),
      'category in the store': textOf(row['storeCategory']),
      genre: textOf(row['genre']),
      player: codeInWords(row['playing'], PLAYING),
      domain: textOf(row['webDomain']),
      ...(activity === 'intent' ? intentFacts(row) : {}),
    })
    return {
      ...shared,
      type: 'app-use',
      activity,
      appId,
      appName: textOf(row['storeTitle']) ?? appNameOf(appId),
      detail: detailOf(row, appId),
      ...withFacts(own, facts),
    }
  }
}

/**
 * A place that an app handed to the system (a hotel looked at, a way asked for): where that place is, never where the phone was. APOLLO
 * publishes the columns. A row without a position still says that the app was used for it.
 */
function placeOfApp(row: UseRow, { from, state, at, endAt }: Shared, facts: Facts): Emitted {
  const label = textOf(row['placeName']) ?? textOf(row['placeShown'])
  const address = textOf(row['placeAddress'])
  const place = factsOf({
    'what it is': 'a place that an app handed to the system; that the phone was there is not said',
    app: textOf(row['ZVALUESTRING']),
    'name shown': textOf(row['placeShown']) === label ? null : textOf(row['placeShown']),
    address,
    'telephone numbers': textOf(row['placePhones']),
    link: textOf(row['placeUrl']),
    'kind of activity': textOf(row['activityType']),
    activity: textOf(row['activityText']),
  })
  const position = degreesOf(row['placeLatitude'], row['placeLongitude'])
  if (typeof position === 'string') {
    const used = app('other', 'ZVALUESTRING')(row, { from, state, at, endAt }, { ...place, ...facts })
    return used.type === 'app-use' ? { ...used, detail: label ?? address ?? used.detail } : used
  }
  return {
    type: 'location',
    from,
    state,
    at,
    endAt: null,
    ...position,
    accuracyMetres: null,
    radiusMeaning: null,
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: 'mentioned',
    method: 'place in an app, noted by the phone',
    label: label ?? address,
    ...withFacts(place, facts),
  }
}

/** What the row and its archive say of an intent; the row's own columns go first. */
function intentFacts(row: UseRow): Readonly<Record<string, string | null>> {
  const archived = archivedIntent(bytesOf(row['intentArchive']), textOf(row['intentClass']))?.facts ?? {}
  const direction = textOf(row['intentDirection'])
  return {
    ...archived,
    direction: direction === null ? (archived['direction'] ?? null) : codeInWords(row['intentDirection'], INTENT_DIRECTIONS),
    'contacts as stored': textOf(row['intentContacts']),
    interaction: textOf(row['intentIdentifier']) ?? archived['identifier'] ?? null,
    identifier: null,
    'handed over by Siri': flagOf(row['intentBySiri']) === true ? 'yes' : null,
  }
}

function detailOf(row: UseRow, appId: string): string | null {
  const join = (...columns: readonly string[]): string | null => {
    const texts = columns.map((name) => textOf(row[name])).filter((text) => text !== null)
    return texts.length === 0 ? null : texts.join(' · ')
  }
  const value = textOf(row['ZVALUESTRING'])
  return (
    join('intentVerb', 'intentClass') ??
    join('title', 'artist', 'album') ??
    join('webUrl') ??
    join('activityText', 'activityType') ??
    (value === appId ? null : value)
  )
}

/** Rows that say of the phone that something is so (1) or is not so (0). */
function flag(off: DeviceEventRecord['activity'], on: DeviceEventRecord['activity']): Reader {
  return (row, shared, facts) => {
    const isOn = flagOf(row['ZVALUEINTEGER'])
    const stream = textOf(row['ZSTREAMNAME'])
    const own = factsOf({ stream, value: isOn === null ? codeInWords(row['ZVALUEINTEGER'], {}) : null })
    const activity = isOn === null ? 'other' : isOn ? on : off
    return { ...shared, type: 'device-event', activity, detail: isOn === null ? stream : null, ...withFacts(own, facts) }
  }
}

function setting(name: string, activity: DeviceEventRecord['activity'] = 'setting'): Reader {
  return (row, shared, facts) => {
    const value = textOf(row['ZVALUEINTEGER']) ?? textOf(row['ZVALUEDOUBLE']) ?? textOf(row['ZVALUESTRING'])
    const isFlag = activity === 'setting'
    const words = isFlag && value === '1' ? 'on' : isFlag && value === '0' ? 'off' : (value ?? 'no value')
    const own = factsOf({ stream: textOf(row['ZSTREAMNAME']) })
    return { ...shared, type: 'device-event', activity, detail: `${name}: ${words}`, ...withFacts(own, facts) }
  }
}

function page(row: UseRow, { from, state, at, endAt }: Shared, facts: Facts): Emitted {
  const until = factsOf({ until: endAt?.utcMs === undefined || endAt.utcMs === null ? null : new Date(endAt.utcMs).toISOString() })
  return {
    type: 'web',
    from,
    state,
    webKind: 'visit',
    service: 'Safari',
    url: textOf(row['ZVALUESTRING']),
    title: textOf(row['pageTitle']),
    at,
    ...withFacts(until, facts),
  }
}

/** A connection: 1 it stands, 0 it does not. Rows of Bluetooth have a device and no value: they last as long as the connection. */
function connection(medium: NetworkMedium): Reader {
  return (row, shared, facts) => {
    const isOn = flagOf(row['ZVALUEINTEGER']) ?? (medium === 'bluetooth' && row['ZVALUEINTEGER'] === null ? true : null)
    const own = factsOf({
      'kind of device': textOf(row['bluetoothType']),
      value: isOn === null ? codeInWords(row['ZVALUEINTEGER'], {}) : null,
    })
    return {
      ...shared,
      type: 'network',
      medium,
      activity: isOn === null ? 'seen' : isOn ? 'connected' : 'disconnected',
      name: textOf(row['bluetoothName']),
      address: textOf(row['bluetoothAddress']),
      position: null,
      ...withFacts(own, facts),
    }
  }
}

/** A Wi-Fi network that the phone was in from start to end; the value is its name. */
function joined(row: UseRow, shared: Shared, facts: Facts): Emitted {
  const name = textOf(row['ZVALUESTRING'])
  return {
    ...shared,
    type: 'network',
    medium: 'wifi',
    activity: name === null ? 'seen' : 'connected',
    name,
    address: null,
    position: null,
    ...withFacts(facts),
  }
}
