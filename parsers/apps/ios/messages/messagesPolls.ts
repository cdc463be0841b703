/**
 * Polls of iMessage (iOS 26): a poll, a change of its options, and votes are messages whose URL is `data:,` and JSON in base64.
 *
 * Shape as several tools that read and write such messages describe it: `{ version, item: { title, creatorHandle,
 * orderedPollOptions: [{ optionIdentifier, text }] } }` for a poll, `{ item: { votes: [{ voteOptionIdentifier, participantHandle,
 * serverVoteTime }] } }` for a vote; times count seconds since 2001. A vote names options by identifier only: their texts are those
 * of the polls in the same store. No votes in a vote means that the person took them back.
 */
import { cocoaSecondsOrNanoseconds } from '../../../formats/values/epochs.ts'
import { factsOf, instantInWords } from '../../../formats/values/storedValues.ts'
import type { Facts } from '../../../model/index.ts'

/** Option identifier -> its text; undefined for one that no poll of the store has. */
export type OptionTexts = (identifier: string) => string | undefined

interface PollContent {
  readonly text: string | null
  readonly facts: Facts
  readonly position: null
}

type Json = Readonly<Record<string, unknown>>

/** Null where the URL holds no poll. */
export function pollContent(url: string | null, optionTexts: OptionTexts): PollContent | null {
  const item = pollItem(url)
  if (item === null) return null
  const votes = listOf(item['votes'])
  return votes === null ? definition(item) : vote(votes, optionTexts)
}

/** Options of a poll: identifier and text. Nothing for a vote or for data of another shape. */
export function pollOptions(url: string | null): readonly (readonly [identifier: string, text: string])[] {
  const options = listOf(pollItem(url)?.['orderedPollOptions']) ?? []
  return options.flatMap((option) => {
    const [identifier, text] = [textIn(option, 'optionIdentifier'), textIn(option, 'text')]
    return identifier === null || text === null ? [] : [[identifier, text] as const]
  })
}

function definition(item: Json): PollContent {
  const options = listOf(item['orderedPollOptions'])?.map((option) => textIn(option, 'text') ?? 'an option without text') ?? []
  const question = textIn(item, 'title')
  const lines = [question, ...options].filter((line) => line !== null)
  return {
    text: lines.length === 0 ? null : lines.join('\n'),
    facts:
      factsOf({
        'poll question': question,
        'poll options': options.length === 0 ? null : options.join('; '),
        'poll created by': textIn(item, 'creatorHandle'),
      }) ?? {},
    position: null,
  }
}

function vote(votes: readonly Json[], optionTexts: OptionTexts): PollContent {
  const identifiers = votes.map((one) => textIn(one, 'voteOptionIdentifier'))
  const known = identifiers.map((identifier) => (identifier === null ? undefined : optionTexts(identifier)))
  const chosen = identifiers.map(
    (identifier, index) =>
      known[index] ?? (identifier === null ? 'an option that is not named' : `option ${identifier} (its poll is not in this store)`),
  )
  const texts = known.filter((text) => text !== undefined)
  const voters = new Set(votes.map((one) => textIn(one, 'participantHandle')).filter((voter) => voter !== null))
  const times = new Set(votes.map(timeOf).filter((time) => time !== null))
  return {
    text: texts.length === 0 ? null : texts.join('\n'),
    facts:
      factsOf({
        'voted for': chosen.length === 0 ? 'nothing: the vote was taken back' : chosen.join('; '),
        voter: voters.size === 0 ? null : [...voters].join('; '),
        'vote at the server': times.size === 0 ? null : [...times].join('; '),
      }) ?? {},
    position: null,
  }
}

function timeOf(one: Json): string | null {
  const stored = one['serverVoteTime']
  return typeof stored === 'number' ? instantInWords(cocoaSecondsOrNanoseconds(stored)) : null
}

/** The `item` of the JSON in a URL, or null. */
function pollItem(url: string | null): Json | null {
  const encoded = /^data:[^,]*,([A-Za-z0-9+/=]+)(?:\?|$)/u.exec(url ?? '')?.[1]
  if (encoded === undefined) return null
  try {
    const parsed: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))
    return isJson(parsed) && isJson(parsed['item']) ? parsed['item'] : null
  } catch {
    return null
  }
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

function listOf(value: unknown): readonly Json[] | null {
  return Array.isArray(value) ? value.filter(isJson) : null
}

function textIn(object: Json, key: string): string | null {
  const value = object[key]
  return typeof value === 'string' && value !== '' ? value : null
}
