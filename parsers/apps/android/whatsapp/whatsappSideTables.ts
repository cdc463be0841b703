/**
 * The many small tables around `message` that say one thing more of a message each, as a list: table, column, and under which words the
 * value is shown. One row per message (`message_row_id`). The schema is that of WhatsApp for Android of 2021 to 2025.
 */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import type { EvidenceDatabase, SqlValue } from '../../../model/index.ts'
import type { WhatsappIds } from './whatsappNames.ts'

/** How a value is shown: as stored, a time, seconds, a person, yes for 1, or yes and no; `field` is read for a field of the record only. */
type Shown = 'field' | 'text' | 'time' | 'seconds' | 'jid' | 'if-yes' | 'yes-no' | 'number'
type Fact = readonly [column: string, words: string, shown: Shown]

const SIDE_TABLES: Readonly<Record<string, readonly Fact[]>> = {
  message_edit_info: [
    ['edited_timestamp', 'edited', 'field'],
    ['original_key_id', 'id before the edit', 'text'],
    ['sender_timestamp', "edited by the sender's clock", 'time'],
  ],
  message_revoked: [
    ['revoked_key_id', 'deleted message id', 'text'],
    ['admin_jid_row_id', 'deleted by', 'jid'],
    ['revoke_timestamp', 'deleted at', 'time'],
  ],
  message_forwarded: [['forward_score', 'forward count', 'number']],
  message_ephemeral: [
    ['duration', 'disappears after', 'seconds'],
    ['expire_timestamp', 'disappears at', 'time'],
    ['keep_in_chat', 'kept in chat', 'if-yes'],
  ],
  message_view_once_media: [['state', 'view-once state as stored', 'text']],
  message_text: [
    ['url', 'link', 'text'],
    ['page_title', 'link title', 'text'],
    ['description', 'link description', 'text'],
  ],
  message_template: [
    ['content_text_data', 'template text', 'text'],
    ['footer_text_data', 'template footer', 'text'],
  ],
  message_group_invite: [
    ['group_jid_row_id', 'invites to group', 'jid'],
    ['group_name', 'group name', 'text'],
    ['invite_code', 'invite code', 'text'],
    ['admin_jid_row_id', 'invited by', 'jid'],
    ['invite_time', 'invited at', 'time'],
    ['expiration', 'invite valid until', 'time'],
    ['expired', 'invite expired', 'if-yes'],
  ],
  message_order: [
    ['order_id', 'order', 'text'],
    ['order_title', 'order title', 'text'],
    ['message', 'order message', 'text'],
    ['item_count', 'items', 'number'],
    ['seller_jid', 'seller', 'jid'],
    ['currency_code', 'currency', 'text'],
    ['total_amount_1000', 'total in thousandths', 'number'],
  ],
  message_product: [
    ['business_owner_jid', 'seller', 'jid'],
    ['product_id', 'product', 'text'],
    ['title', 'product title', 'text'],
    ['description', 'product description', 'text'],
    ['url', 'product link', 'text'],
    ['currency_code', 'currency', 'text'],
    ['amount_1000', 'price in thousandths', 'number'],
  ],
  message_payment: [
    ['amount_with_symbol', 'amount', 'text'],
    ['sender_jid_row_id', 'paid by', 'jid'],
    ['receiver_jid_row_id', 'paid to', 'jid'],
    ['remote_message_key', 'payment message id', 'text'],
  ],
  message_payment_transaction_reminder: [
    ['amount', 'amount', 'text'],
    ['transfer_date', 'transfer date', 'text'],
    ['payment_sender_name', 'paid by', 'text'],
  ],
  message_invoice: [
    ['amount', 'invoice amount', 'text'],
    ['note', 'invoice note', 'text'],
    ['wa_invoice_id', 'invoice', 'text'],
  ],
  message_external_ad_content: [
    ['title', 'advertisement', 'text'],
    ['body', 'advertisement text', 'text'],
    ['source_type', 'advertisement source', 'text'],
    ['source_id', 'advertisement id', 'text'],
    ['source_url', 'advertisement link', 'text'],
    ['media_url', 'advertisement media', 'text'],
  ],
  message_event: [
    ['name', 'event name', 'text'],
    ['description', 'event description', 'text'],
    ['location_name', 'event place', 'text'],
    ['location_address', 'event address', 'text'],
    ['start_time', 'event begins', 'time'],
    ['end_time', 'event ends', 'time'],
    ['join_link', 'event link', 'text'],
    ['is_canceled', 'event cancelled', 'if-yes'],
  ],
  message_scheduled_call: [
    ['title', 'scheduled call', 'text'],
    ['scheduled_timestamp_ms', 'scheduled for', 'time'],
  ],
  message_poll: [
    ['selectable_options_count', 'options that may be chosen', 'number'],
    ['end_time', 'poll ends', 'time'],
  ],
  message_album: [
    ['image_count', 'images in the album', 'number'],
    ['video_count', 'videos in the album', 'number'],
  ],
  message_parent_association: [['parent_message_row_id', 'belongs to message row', 'number']],
  message_call_log: [['call_log_row_id', 'call_log row', 'number']],
  missed_call_logs: [
    ['video_call', 'missed video call', 'yes-no'],
    ['group_jid_row_id', 'missed call of group', 'jid'],
    ['is_joinable_group_call', 'group call that can be joined', 'if-yes'],
  ],
  message_sticker_pack: [
    ['pack_name', 'sticker pack', 'text'],
    ['publisher', 'sticker publisher', 'text'],
  ],
  message_newsletter_admin_invite: [['newsletter_name', 'invites to channel', 'text']],
  forwarded_newsletter_message_info: [['newsletter_name', 'forwarded from channel', 'text']],
  message_future: [['future_message_type', 'type that this version did not know', 'text']],
  message_details: [['author_device_jid', 'sent from device', 'jid']],
  message_system_group: [['is_me_joined', 'owner is in the group', 'yes-no']],
  message_system_value_change: [['old_data', 'before', 'text']],
  message_system_number_change: [
    ['old_jid_row_id', 'old number', 'jid'],
    ['new_jid_row_id', 'new number', 'jid'],
  ],
  message_system_lid_change: [
    ['old_lid_row_id', 'old hidden id', 'jid'],
    ['new_lid_row_id', 'new hidden id', 'jid'],
    ['display_name', 'display name', 'text'],
  ],
  message_system_block_contact: [['is_blocked', 'blocked', 'yes-no']],
  message_system_photo_change: [['new_photo_id', 'new picture id', 'text']],
  message_system_device_change: [
    ['device_added_count', 'devices added', 'number'],
    ['device_removed_count', 'devices removed', 'number'],
  ],
  message_system_group_with_parent: [['linked_parent_group_name', 'community', 'text']],
  message_system_linked_group_call: [
    ['call_id', 'call id', 'text'],
    ['is_video_call', 'video call', 'yes-no'],
  ],
  message_system_business_state: [['business_name', 'business name', 'text']],
  message_system_initial_privacy_provider: [['verified_biz_name', 'business name', 'text']],
  message_ephemeral_setting: [['setting_duration', 'disappearing messages after', 'seconds']],
}

/** Columns read from the side tables, for the parser's description. */
export const SIDE_TABLE_COLUMNS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(SIDE_TABLES).map(([table, facts]) => [table, ['message_row_id', ...facts.map(([column]) => column)]]),
)

export interface SideTables {
  /** What all side tables say of a message, in the order of the list. */
  addFacts(messageId: number, facts: Record<string, string>): void
  /** One column of one side table, as text. */
  textOf(table: string, messageId: number, column: string): string | null
  /** How many rows belong to no message that was asked for. */
  leftOver(): ReadonlyMap<string, number>
}

interface Loaded {
  readonly facts: readonly Fact[]
  readonly rows: Map<number, StoredRow>
  asked: number
}

/** Tables that are empty or missing cost nothing per message. */
export function readSideTables(database: EvidenceDatabase, ids: WhatsappIds): SideTables {
  const loaded = new Map<string, Loaded>()
  for (const [table, facts] of Object.entries(SIDE_TABLES)) {
    const rows = new Map<number, StoredRow>()
    if (!database.has(table, 'message_row_id')) continue
    for (const row of sideRows(database, { table, columns: SIDE_TABLE_COLUMNS[table] ?? [] })) {
      const owner = numberOf(row['message_row_id'])
      if (owner !== null) rows.set(owner, row)
    }
    if (rows.size > 0) loaded.set(table, { facts, rows, asked: 0 })
  }
  const tables = [...loaded.values()]
  // Older than table message: a row of it may belong to a message that the old schema still holds.
  const isShared = (table: string): boolean => table === 'missed_call_logs' && database.has('messages')
  return {
    addFacts(messageId, facts) {
      for (const table of tables) {
        const row = table.rows.get(messageId)
        if (row === undefined) continue
        table.asked++
        for (const [column, words, shown] of table.facts) {
          const value = inWords(row[column], shown, ids)
          if (value !== null) facts[words] = value
        }
      }
    },
    textOf: (table, messageId, column) => textOf(loaded.get(table)?.rows.get(messageId)?.[column]),
    leftOver: () =>
      new Map(
        [...loaded]
          .filter(([table]) => !isShared(table))
          .map(([table, { rows, asked }]): [string, number] => [table, rows.size - asked])
          .filter(([, count]) => count > 0),
      ),
  }
}

function inWords(value: SqlValue | undefined, shown: Shown, ids: WhatsappIds): string | null {
  if (shown === 'field') return null
  if (shown === 'text') return textOf(value)
  if (shown === 'jid') return ids.jidInWords(value)
  if (shown === 'time') return unixTimeInWords(value)
  const number = numberOf(value)
  if (number === null) return textOf(value)
  if (shown === 'seconds') return number > 0 ? `${number} s` : null
  if (shown === 'number') return number > 0 ? String(number) : null
  if (number === 0) return shown === 'yes-no' ? 'no' : null
  return number === 1 ? 'yes' : `unknown (${number})`
}
