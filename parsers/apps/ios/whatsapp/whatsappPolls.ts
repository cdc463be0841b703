/**
 * Polls of WhatsApp inside ZWAMESSAGEINFO.ZRECEIPTINFO: field 8 holds the question (2), the options (3, each with its text in 1) and
 * the votes (5), each with the places of its options counted from 0 (1, repeated) and the voter's JID (4). Field 6 is one vote more,
 * without a JID; the tool that describes this form takes it for that of the poll's creator. Field numbers from that tool's source
 * (ios_poll_handler of WhatsApp-Chat-Exporter forks); no public data have a poll. Times of votes are not described.
 */
import { protobufBytes, protobufFields, protobufText } from '../../../formats/binary/protobuf.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import type { Facts } from '../../../model/index.ts'

const POLL = 8
const QUESTION = 2
const OPTION = 3
const VOTE = 5
const UNNAMED_VOTE = 6
const VOTER = 4
const CHOICE = 1
/** WhatsApp allows twelve; a hostile blob must not make a fact of megabytes. */
const MAX_SHOWN = 500

export interface WhatsappPoll {
  readonly question: string | null
  readonly facts: Facts
}

/** The first poll in a message's receipt blobs, or null. */
export function pollIn(receiptInfos: readonly (Uint8Array | null)[]): WhatsappPoll | null {
  for (const receiptInfo of receiptInfos) {
    const poll = receiptInfo === null ? null : protobufBytes(receiptInfo, POLL)
    if (poll !== null) return pollOf(poll)
  }
  return null
}

function pollOf(poll: Uint8Array): WhatsappPoll {
  const options: string[] = []
  const votes: string[] = []
  // Options first: a vote may stand before the option that it names.
  for (const { field, value } of protobufFields(poll)) {
    if (field === OPTION && value instanceof Uint8Array && options.length < MAX_SHOWN)
      options.push(protobufText(value, 1) ?? 'without text')
  }
  for (const { field, value } of protobufFields(poll)) {
    if ((field !== VOTE && field !== UNNAMED_VOTE) || !(value instanceof Uint8Array) || votes.length >= MAX_SHOWN) continue
    const voter = protobufText(value, VOTER) ?? (field === VOTE ? 'nobody named' : 'nobody named (its creator, as another tool reads it)')
    votes.push(`${voter}: ${choicesOf(value, options)}`)
  }
  const question = protobufText(poll, QUESTION)
  return {
    question,
    facts:
      factsOf({
        'poll question': question,
        'poll options': options.length === 0 ? null : options.join('; '),
        'poll votes': votes.length === 0 ? null : votes.join('; '),
      }) ?? {},
  }
}

function choicesOf(vote: Uint8Array, options: readonly string[]): string {
  const chosen: string[] = []
  for (const { field, value } of protobufFields(vote)) {
    if (field === CHOICE && typeof value === 'bigint' && chosen.length < MAX_SHOWN) chosen.push(options[Number(value)] ?? `option ${value}`)
  }
  return chosen.length === 0 ? 'none' : chosen.join(', ')
}
