/** Adding an encrypted backup in the window: the password is asked for where it is wanted, and a wrong one can be corrected. */
import Database from 'better-sqlite3'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDemo } from '../../fixtures/demo/index.ts'
import { TODAYS_ROUNDS } from '../../fixtures/demo/write/encryption.ts'
import { cryptOf, rootKeyFileOf } from '../../fixtures/hostile/whatsappBackup.ts'
import { invokeTyped } from '../../main/service/index.ts'
import { browserTitle, hasBrowser, startProgram, type Program } from './program.ts'

const PASSWORD = 'geheim-ความลับ'

describe.skipIf(!hasBrowser)(browserTitle('an encrypted backup in the browser'), () => {
  let program: Program
  let page: Page
  let casePath: string
  let backup: string

  beforeAll(async () => {
    program = await startProgram()
    page = program.page
    casePath = join(program.folder, 'locked.corroborate')
    backup = (await buildDemo(join(program.folder, 'phones'), { password: PASSWORD, rounds: TODAYS_ROUNDS })).phones[0]?.folder ?? ''
    await program.service.invoke('case.create', {
      path: casePath,
      name: 'Locked phone',
      number: '7',
      examiner: 'Tester',
      timezone: 'Europe/Vienna',
    })
  })
  afterAll(() => program?.close())

  const picture = async (name: string): Promise<void> => {
    const folder = process.env['CORROBORATE_SHOTS']
    if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) })
  }
  const enter = async (password: string): Promise<void> => {
    const form = page.getByTestId('password-form')
    await form.getByLabel(/^Password/).fill(password)
    await form.getByRole('button', { name: 'Open', exact: true }).click()
  }

  test('asks for the password under the import that failed, and again after a wrong one', async () => {
    await page.getByRole('button', { name: 'Add extraction' }).first().click()
    const dialog = page.locator('.add-dialog')
    await dialog.locator('input').first().fill(backup)
    await dialog.getByRole('button', { name: 'Start the import' }).click()
    await page.getByTestId('password-form').waitFor({ timeout: 30_000 })
    const failed = await page.getByTestId('import-card').innerText()
    expect(failed).toContain('The backup is encrypted')
    // No label was given: the name of the folder tells which extraction it is.
    expect(failed).toContain(`Import failed: ${basename(backup)}`)
    await picture('password')
    await enter('not this one')
    await page.getByText('Deriving the key from the password').waitFor({ timeout: 30_000 })
    await picture('deriving')
    await page.getByText('The password does not open this backup').waitFor({ timeout: 60_000 })
    await picture('wrong')
    await enter(PASSWORD)
    await page.getByTestId('device-card').waitFor({ timeout: 60_000 })
    await page.locator('[data-testid="import-card"][data-stage="finished"]').waitFor({ timeout: 60_000 })
    expect(await page.getByTestId('password-form').count()).toBe(0)
    const coverage = await invokeTyped(program.service, 'case.coverage', { sourceId: 1 })
    const skipped = coverage.reduce((sum, row) => sum + row.skipped, 0)
    expect(skipped).toBeGreaterThan(1)
    expect(await page.getByTestId('import-gaps').innerText()).toContain(`${skipped} rows skipped`)
    await page.getByRole('button', { name: 'Show its card' }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('source-1')
  })

  test('asks again for a source row after the case was closed', async () => {
    await program.service.invoke('case.close', {})
    await program.service.invoke('case.open', { path: casePath })
    await page.getByTestId('device-card').waitFor()
    await page.keyboard.press('2')
    await page.getByTestId('timeline-list').locator('[data-key]').first().click()
    await page.getByRole('button', { name: 'Show source row' }).click()
    await page.getByTestId('password-form').waitFor({ timeout: 30_000 })
    await picture('source-row')
    await enter(PASSWORD)
    await page.getByTestId('source-row').waitFor({ timeout: 60_000 })
    expect(await page.getByTestId('source-row').innerText()).toContain('the same SHA-256 as at import')
    await picture('source-row-open')
  })

  test('takes a key file for what is locked inside a phone, when it is added and when it is added again', async () => {
    const phone = join(program.folder, 'android')
    const folder = join(phone, 'data/media/0/Android/media/com.whatsapp/WhatsApp/Databases')
    mkdirSync(folder, { recursive: true })
    const database = new Database(':memory:')
    database.exec(readFileSync(new URL('../../fixtures/parsers/android-whatsapp-messages/minimal.sql', import.meta.url), 'utf8'))
    writeFileSync(join(folder, 'msgstore.db.crypt15'), cryptOf('crypt15', database.serialize(), 'a'))
    database.close()
    const keyFile = join(program.folder, 'encrypted_backup.key')
    writeFileSync(keyFile, rootKeyFileOf('a'))
    writeFileSync(join(phone, 'other.txt'), 'not a phone of nothing but a backup')
    const add = async (key: string | null): Promise<void> => {
      await page.keyboard.press('1')
      await page.getByRole('button', { name: 'Add extraction' }).first().click()
      const dialog = page.locator('.add-dialog')
      await dialog.locator('input').first().fill(phone)
      if (key !== null) {
        await dialog.locator('summary').click()
        await dialog.getByLabel(/file that holds the key/).fill(key)
        await picture('add-with-key')
      }
      await dialog.getByRole('button', { name: 'Start the import' }).click()
      await dialog.waitFor({ state: 'detached' })
      await page.locator('[data-testid="import-card"][data-stage="finished"]').waitFor({ timeout: 60_000 })
    }
    await add(null)
    await page.getByTestId('coverage').getByText('neither supplied (--key-file) nor found').waitFor({ timeout: 30_000 })
    await add(keyFile)
    await page.getByTestId('coverage').getByText('decrypted with the key that was supplied').waitFor({ timeout: 30_000 })
    expect(await page.getByTestId('coverage').innerText()).not.toContain('neither supplied (--key-file) nor found')
    await picture('opened-with-key')
  })

  test('keeps the password out of the page, its address and the case file', async () => {
    const kept = await page.evaluate(
      () => document.documentElement.outerHTML + location.href + JSON.stringify(localStorage) + JSON.stringify(sessionStorage),
    )
    expect(kept).not.toContain(PASSWORD)
    expect(readFileSync(casePath).includes(PASSWORD)).toBe(false)
    expect(program.complaints).toEqual([])
  })
})
