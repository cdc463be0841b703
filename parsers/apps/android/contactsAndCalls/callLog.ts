/**
 * Calls of Android: one record per row of table `calls`, in `calllog.db` or, before Android 7, in `contacts2.db`.
 *
 * Meanings (artifacts 2.3): date counts milliseconds since 1970 UTC, duration seconds. Types 3 (missed), 4 (voicemail), 5 (rejected),
 * 6 (blocked) and 7 (answered on another device) are all attempts of the other party. `name` is the contact's name when the call
 * was logged and may be out of date. The SIM is named by phone_account_address, or by subscription_id, which holds its ICCID or, in newer
 * versions, the number of its row in telephony.db (with sub_id where the column is there).
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { readSims, TELEPHONY_PATHS } from '../../../formats/values/androidSims.ts'
import type { Sim, Sims } from '../../../formats/values/androidSims.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, IdentityRef, ParserContext, SqliteParser } from '../../../model/index.ts'
import * as meaning from './callLogMeaning.ts'

const REQUIRED = ['number', 'date', 'duration', 'type']
const OPTIONAL = [
  'presentation',
  'post_dial_digits',
  'via_number',
  'features',
  'subscription_component_name',
  'subscription_id',
  'phone_account_address',
  'sub_id',
  'new',
  'name',
  'numberlabel',
  'countryiso',
  'voicemail_uri',
  'is_read',
  'geocoded_location',
  'normalized_number',
  'last_modified',
  'call_screening_app_name',
  'block_reason',
  'missed_reason',
  'subject',
  'location',
  'composer_photo_uri',
  '_data',
  'mime_type',
  'transcription',
  'deleted',
]

/** A row of siminfo; ICCIDs have about twenty digits. */
const SUBSCRIPTION = /^\d{1,4}$/

type Described = Pick<SqliteParser, 'id' | 'store' | 'reads'>

const callLogParser = (described: Described): SqliteParser =>
  defineSqliteParser({
    ...described,
    version: 2,
    app: 'Phone',
    platform: 'android',
    yields: ['call'],
    proof: 'data-proven',
    scheme: 'address',
    doesNotCover: [
      'call screening transcripts and recordings of the Google dialler',
      'voicemail status, sync columns and photos of callers',
      'call logs of other apps (WhatsApp, Truecaller)',
    ],
    requires: { calls: REQUIRED },
    optional: { calls: OPTIONAL },
    companions: { telephony: TELEPHONY_PATHS },
    *parse(database, context) {
      const sims = readSims(context.companion('telephony'))
      for (const row of evidenceRows(database, { table: 'calls', columns: [...REQUIRED, ...OPTIONAL] }))
        yield callRecord(row, sims, context)
    },
  })

export const androidCallLog = callLogParser({ id: 'android-call-log', store: 'Call log (calllog.db)', reads: ['**/calllog.db'] })

export const androidCallLogLegacy = callLogParser({
  id: 'android-call-log-legacy',
  store: 'Call log of older versions (contacts2.db)',
  reads: ['**/contacts2.db'],
})

function callRecord(row: StoredRow, sims: Sims, context: ParserContext): CallRecord {
  const type = numberOf(row['type'])
  const durationSeconds = durationOf(row['duration'])
  const features = numberOf(row['features'])
  const sim = simOf(row, sims)
  const facts = factsOf({
    'call type': codeInWords(row['type'], meaning.CALL_TYPES),
    ...numberFacts(row),
    ...accountFacts(row),
    SIM: sim?.words,
    features: meaning.featuresInWords(features),
    'block reason': numberOf(row['block_reason']) === 0 ? null : codeInWords(row['block_reason'], meaning.BLOCK_REASONS),
    'missed reason as stored': numberOf(row['missed_reason']) === 0 ? null : textOf(row['missed_reason']),
    'screened by': textOf(row['call_screening_app_name']),
    'call subject': textOf(row['subject']),
    'call location as stored': textOf(row['location']),
    'call picture': textOf(row['composer_photo_uri']),
    seen: flagOf(row['new']) === true ? 'no' : null,
    listened: type === 4 && flagOf(row['is_read']) === false ? 'no' : null,
    transcription: textOf(row['transcription']),
    ...voicemailFacts(row, context),
    'last changed': unixTimeInWords(row['last_modified']),
  })
  return {
    type: 'call',
    from: placeOf('calls', row),
    state: flagOf(row['deleted']) === true ? 'deleted-flagged' : 'live',
    service: serviceOf(textOf(row['subscription_component_name'])),
    nativeId: null,
    direction: meaning.directionOf(type),
    answered: meaning.answeredOf(type, durationSeconds),
    isVideo: features === null ? null : (features & meaning.FEATURE_VIDEO) !== 0,
    startedAt: unixTime(row['date']),
    durationSeconds,
    participants: participantsOf(row),
    ownLine: ownLineOf(textOf(row['phone_account_address'])) ?? sim?.ownLine ?? null,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Negative values stand for "none". */
function durationOf(stored: StoredRow[string] | undefined): number | null {
  const seconds = numberOf(stored)
  return seconds === null || seconds < 0 ? null : seconds
}

/** Nobody for a withheld number: older versions store one of three negative numbers for it. */
function participantsOf(row: StoredRow): IdentityRef[] {
  const number = textOf(row['number'])
  if (number === null || meaning.NUMBERS_WITHOUT_CALLER[number] !== undefined) return []
  const country = textOf(row['countryiso'])
  return [
    {
      scheme: 'address',
      raw: number,
      name: textOf(row['name']),
      country: country !== null && /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : null,
    },
  ]
}

function numberFacts(row: StoredRow): Record<string, string | null> {
  const number = textOf(row['number'])
  const isNobody = number !== null && meaning.NUMBERS_WITHOUT_CALLER[number] !== undefined
  const normalised = textOf(row['normalized_number'])
  return {
    'caller number': numberOf(row['presentation']) === 1 ? null : codeInWords(row['presentation'], meaning.PRESENTATIONS),
    'number as stored': isNobody ? `${number} (${meaning.NUMBERS_WITHOUT_CALLER[number] ?? ''})` : null,
    'number by the phone': normalised === number ? null : normalised,
    name: textOf(row['name']),
    'number label': textOf(row['numberlabel']),
    country: textOf(row['countryiso']),
    location: textOf(row['geocoded_location']),
    'dialled after the number': textOf(row['post_dial_digits']),
    'via number': textOf(row['via_number']),
  }
}

function accountFacts(row: StoredRow): Record<string, string | null> {
  return {
    'phone account': textOf(row['subscription_component_name']),
    'SIM or account': textOf(row['subscription_id']),
  }
}

/** The SIM of a call of the phone itself; an account of another app has none. */
function simOf(row: StoredRow, sims: Sims): Sim | null {
  const component = textOf(row['subscription_component_name'])
  const account = textOf(row['subscription_id'])
  const isPhone = component === null || meaning.PHONE_PACKAGES.test(component)
  const byAccount = !isPhone
    ? null
    : (sims.byCard(account) ?? (account !== null && SUBSCRIPTION.test(account) ? sims.bySubscription(account) : null))
  return byAccount ?? sims.bySubscription(row['sub_id'])
}

function voicemailFacts(row: StoredRow, context: ParserContext): Record<string, string | null> {
  const file = textOf(row['_data'])
  return {
    'voicemail type': textOf(row['mime_type']),
    'voicemail file': file === null ? null : (androidPath(file, context) ?? file),
    voicemail: textOf(row['voicemail_uri']),
  }
}

/** A phone account of another app (a messenger that logs its calls here) is named by its package. */
function serviceOf(component: string | null): string {
  if (component === null || meaning.PHONE_PACKAGES.test(component)) return 'Phone'
  const name = component.split('/')[0] ?? component
  if (name === 'com.whatsapp') return 'WhatsApp'
  return name === 'com.whatsapp.w4b' ? 'WhatsApp Business' : `Phone (${name})`
}

function ownLineOf(address: string | null): IdentityRef | null {
  return address === null ? null : { scheme: 'address', raw: address.replace(/^tel:/i, ''), name: null, country: null }
}
