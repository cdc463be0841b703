/** Identifiers of public databases: spellings of one number meet, and nothing else does. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { normaliseIdentifier } from '../../parsers/formats/values/identifier.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const CORPUS = resolve(REPOSITORY, process.env['CORROBORATE_CORPUS'] ?? '../shared/corpus')

interface Sample {
  readonly folder: string
  /** Country of the device, as the sample's description gives it. */
  readonly country: string
  /** Address as its truth lists it -> the number in E.164, worked out by hand. */
  readonly expected: Readonly<Record<string, string>>
}

const SAMPLES: readonly Sample[] = [
  {
    folder: 'ios-sms-ios5-logical',
    country: 'US',
    expected: { '(209) 598-1933': '+12095981933', '+12095981933': '+12095981933', '(209) 649-0617': '+12096490617' },
  },
  {
    folder: 'android-mmssms-plaso',
    country: 'US',
    expected: { '1 555-521-5554': '+15555215554', '15555215554': '+15555215554' },
  },
  {
    folder: 'macos-imessage-plaso',
    country: 'GB',
    expected: { '447775455555': '+447775455555', 'xxxxxx2015@icloud.com': 'xxxxxx2015@icloud.com' },
  },
]

describe.each(SAMPLES)('$folder', ({ folder, country, expected }) => {
  const truthPath = join(CORPUS, folder, 'truth.json')
  const hasCorpus = existsSync(truthPath)

  test.skipIf(!hasCorpus)(hasCorpus ? 'gives the numbers worked out by hand' : 'skipped: no corpus', () => {
    const truth = readFileSync(truthPath, 'utf8')
    for (const [raw, value] of Object.entries(expected)) {
      expect(truth).toContain(JSON.stringify(raw))
      expect(normaliseIdentifier({ scheme: 'address', raw }, country).value).toBe(value)
    }
  })
})
