/** Records that exhibits show, as SQL over `record AS r`: bookmarked ones, those of slices of conversations, those of stays. */

/** Undated records stand at the beginning of a conversation. */
const BEGINNING = '-8640000000000000'
export const threadTime = (row: string): string => `coalesce(${row}.at_ms, ${BEGINNING})`

/** Records of slices, both ends included; `e` is the exhibit. An earlier wording stands with its message, not beside it. */
const SLICES = `exhibit AS e CROSS JOIN record AS first ON first.id = e.target_json ->> '$.fromKey' CROSS JOIN record AS last ON last.id = e.target_json ->> '$.toKey'
  CROSS JOIN record AS s ON s.thread_id = e.target_json ->> '$.threadId'`
const IN_SLICE = `e.kind = 'slice' AND s.state <> 'edited-previous'
  AND (${threadTime('s')}, s.id) BETWEEN (${threadTime('first')}, first.id) AND (${threadTime('last')}, last.id)`

/** Keys of the records of one slice (`?`) in their order. */
export const SLICE_KEYS = `SELECT s.id FROM ${SLICES} WHERE e.id = ? AND ${IN_SLICE} ORDER BY ${threadTime('s')}, s.id`

export const EXHIBITED = `r.id IN (SELECT record_id FROM bookmark UNION ALL SELECT record_id FROM exhibit_record
  UNION ALL SELECT s.id FROM ${SLICES} WHERE ${IN_SLICE})`

/** Records of exhibits that carry one of the tags; each mark of `marks` stands for one, three times over. */
export const exhibitedWithTag = (marks: string): string => `r.id IN (
  SELECT b.record_id FROM bookmark AS b, json_each(b.tags_json) AS t WHERE t.value IN (${marks})
  UNION ALL SELECT c.record_id FROM exhibit AS e CROSS JOIN json_each(e.tags_json) AS t CROSS JOIN exhibit_record AS c ON c.exhibit_id = e.id WHERE t.value IN (${marks})
  UNION ALL SELECT s.id FROM ${SLICES} WHERE ${IN_SLICE} AND EXISTS (SELECT 1 FROM json_each(e.tags_json) AS t WHERE t.value IN (${marks})))`
