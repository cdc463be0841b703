/** Holds the marks to the index itself: what SQLite finds has a mark, and what it does not find has none. */
import Database from 'better-sqlite3'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { indexableText, matchExpression, numberDigits as serviceDigits } from '../../../main/casefile/textIndex.ts'
import { numberDigits } from './searchNumbers.ts'
import { parseTerms, termRanges } from './searchTerms.ts'

const schema = readFileSync(new URL('../../../main/casefile/schema/0001-initial.ts', import.meta.url), 'utf8')
const tokenize = /tokenize = ("[^"]+")/.exec(schema)?.[1] ?? ''

const TEXTS = [
  'Passport, PASSPORTS and the airport',
  'Timișoara',
  'Timis\u0327oara',
  'ȘTEFAN',
  'poliție',
  'politie',
  'naïve café',
  'Ångström',
  'Straße',
  'İstanbul',
  'ØRSTED',
  'łódź',
  'Đặng Việt',
  'мій телефон',
  'мии',
  'МІЙ',
  'ёлка',
  'елка',
  'Ελλάδα',
  'ελλαδα',
  'มะลิอยู่ที่โรงแรมค่ะ',
  'กลับบ้านพรุ่งนี้',
  'พรุ่งนี้ 22:00 น.',
  'โรงแรม Hotel',
  'وصلنا إلى الشقة الآن',
  'الشُّقَّة',
  'الشقـــة',
  'أحمد',
  'احمد',
  'שלום',
  'שָׁלוֹם',
  '我在北京饭店',
  '東京タワー',
  '서울역',
  'ກັບບ້ານ',
  'नमस्ते',
  'বাড়ি',
  'elena.m@example.org and elena',
  'https://example.org/a_b?c=d',
  'come tomorrow; come later',
  'come  tomorrow',
  "don't",
  'WiFi-2',
  '😀come😀',
  '𝒜bc',
  'file_name_2026.jpg',
  'x²',
  '½',
  '٠٧٧٠٠',
  'a\u0301b',
  'ﬁne',
  'Ⅷ',
  'a\u200db',
]
const QUERIES = [
  'passp',
  'port',
  'PASSPORT',
  'timisoara',
  'Timișoara',
  'stefan',
  'politie',
  'POLIȚIE',
  'naive',
  'cafe',
  'angstrom',
  'strasse',
  'straße',
  'istanbul',
  'orsted',
  'ørsted',
  'lodz',
  'dang viet',
  'мій',
  'мии',
  'ёлка',
  'елка',
  'ελλάδα',
  'ελλαδα',
  'โรงแรม',
  'กลับบ้าน',
  'พรุ่งนี้',
  'รงแ',
  'น.',
  'شقة',
  'الشُّقَّة',
  'شقةُ',
  'الشقـة',
  'احمد',
  'أحمد',
  'שלום',
  'שָׁלוֹם',
  '北京',
  '京都',
  'タワー',
  '서울',
  '역',
  'ບ້ານ',
  'नमस्ते',
  'নম',
  'elena.m@exam',
  'example.org',
  'a_b',
  '"come tomorrow"',
  '"come tom',
  'come tom',
  "don't",
  'don',
  'wifi',
  '"wifi-2"',
  '2',
  'bc',
  '𝒜',
  'name',
  '٠٧',
  '07',
  'fine',
  'x',
  'áb',
  'ab',
  'โรงแรม hotel',
  'a"come b',
  'come\u0000tomorrow',
  '??',
]

it('marks exactly what the index finds', () => {
  expect(tokenize).toContain('unicode61')
  const database = new Database(':memory:')
  database.exec(`CREATE VIRTUAL TABLE record_text USING fts5 (text, content = '', contentless_delete = 1, tokenize = ${tokenize})`)
  for (const [index, text] of TEXTS.entries())
    database.prepare('INSERT INTO record_text (rowid, text) VALUES (?, ?)').run(index, indexableText(text))
  const find = database.prepare('SELECT rowid FROM record_text WHERE record_text MATCH ? ORDER BY rowid').pluck()
  let hits = 0
  for (const query of QUERIES) {
    const match = matchExpression(query)
    const found = match === null ? [] : (find.all(match) as number[]).map((index) => TEXTS[index])
    hits += found.length
    const terms = parseTerms(query)
    const marked = TEXTS.filter((text) => terms.length > 0 && terms.every((term) => termRanges(text, [term]).length > 0))
    expect(marked, query).toEqual(found)
  }
  expect(hits).toBeGreaterThan(QUERIES.length)
  database.close()
})

it('takes for a number what the service takes for one', () => {
  for (const typed of [
    '+44 7700 900452',
    '0044-7700-900452',
    '07700 900452',
    '1234',
    'room 12345',
    '٠٧٧٠٠٩٠٠٤٥٢',
    '＋44 7700 900452',
    '+44‑7700‑900452',
    '12+34567',
    '(555) 0100/12',
    '',
    '-----',
  ])
    expect(numberDigits(typed), typed).toBe(serviceDigits(typed))
})
