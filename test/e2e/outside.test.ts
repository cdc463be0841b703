/** What goes out for others and what comes back: an audience, the questions before it, a picture's hidden parts, a reader's review. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileIdOf } from '../../fixtures/demo/write/backup.ts'
import { EMPTY_LENS } from '../../main/contract/index.ts'
import { invokeTyped } from '../../main/service/index.ts'
import { axeProblems } from './axe.ts'
import { browserTitle, hasBrowser, startProgram, type Program } from './program.ts'

/** Of the file itself, found in the backup that the demo wrote by the rule of such backups: not asked of the program. */
function sha256OfPicture({ folder }: Program, path: string): string {
  const id = fileIdOf('CameraRollDomain', path.slice(path.indexOf('Media/DCIM')))
  const extractions = join(folder, 'demo', 'extractions')
  const file = readdirSync(extractions, { recursive: true, encoding: 'utf8' }).find((each) => each.endsWith(id)) ?? ''
  return createHash('sha256')
    .update(readFileSync(join(extractions, file)))
    .digest('hex')
}

describe.skipIf(!hasBrowser)(browserTitle('packages for others'), () => {
  let program: Program
  let page: Program['page']
  const target = (name: string): string => join(program.folder, name)

  beforeAll(async () => {
    program = await startProgram()
    page = program.page
    page.setDefaultTimeout(30_000)
    await page.getByTestId('open-demo').click()
    await page.getByText('Elena Munteanu').first().waitFor({ timeout: 60_000 })
    const { items } = await invokeTyped(program.service, 'timeline.page', {
      lens: { ...EMPTY_LENS, kinds: ['message'], text: 'passport' },
      cursor: null,
      limit: 3,
    })
    const pictures = await invokeTyped(program.service, 'timeline.page', {
      lens: { ...EMPTY_LENS, kinds: ['media'] },
      cursor: null,
      limit: 1,
    })
    for (const { key } of [...items, ...pictures.items]) await invokeTyped(program.service, 'bookmark.set', { key, note: '', tags: [] })
  })
  afterAll(() => program?.close())

  const openEvidence = async (): Promise<void> => {
    await page.keyboard.press('8')
    await page.locator('main[data-view="evidence"]').waitFor()
  }

  test('a picture is looked through, and what is dragged over is hidden in it', async () => {
    const [picture] = (
      await invokeTyped(program.service, 'timeline.page', { lens: { ...EMPTY_LENS, kinds: ['media'] }, cursor: null, limit: 1 })
    ).items
    await openEvidence()
    await page
      .getByText(picture?.text.split('/').at(-1) ?? '')
      .first()
      .click()
    await page.getByText('Nobody has looked through this picture yet.').waitFor()
    await page.getByRole('button', { name: 'Parts to hide' }).click()
    const frame = page.getByTestId('marks-frame')
    await frame.locator('img').waitFor()
    await page.waitForTimeout(300)
    const box = await frame.boundingBox()
    if (box === null) throw new Error('the picture is not there')
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.7, { steps: 4 })
    await page.mouse.up()
    expect(await frame.locator('.marks-region').count()).toBe(1)
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Looked through' }).click()
    await page.getByText('Looked through: 1 parts are hidden from others.').waitFor()
    const { regions } = await invokeTyped(program.service, 'picture.regions', { key: picture?.key ?? 0, attachmentId: null })
    expect(regions?.[0]?.left).toBeCloseTo(0.2, 1)
    expect(regions?.[0]?.height).toBeCloseTo(0.5, 1)
  })

  test('an export asks what was looked at, and takes out what its audience may not see', async () => {
    await openEvidence()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const dialog = page.getByRole('dialog')
    const run = dialog.getByRole('button', { name: 'Export', exact: true })
    await dialog.getByTestId('safety').waitFor()
    expect(await run.isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: '4 boxes under "Look before it leaves" not ticked yet' }).click()
    expect(await page.evaluate(() => document.activeElement === document.querySelector('[data-testid="safety"] input'))).toBe(true)
    await dialog.getByTestId('audience').selectOption('defence')
    await dialog.getByText('Not shown by name: victim (pseudonym)').waitFor()
    await dialog.getByRole('button', { name: 'Change what is taken out' }).click()
    const editor = page.getByRole('dialog').filter({ hasText: 'What is taken out for: Defence' })
    await editor.getByLabel('Words, names and addresses').fill('passport\n')
    await editor.getByLabel('Places to take out').fill('here')
    await editor.getByText('A place needs latitude').waitFor()
    expect(await editor.getByRole('button', { name: 'Save in the case' }).isDisabled()).toBe(true)
    await editor.getByLabel('Places to take out').fill('45.7406, 21.2502, 400, home')
    expect(await axeProblems(page)).toEqual([])
    await editor.getByRole('button', { name: 'Save in the case' }).click()
    await editor.waitFor({ state: 'detached' })
    await dialog.getByLabel('Key file (says who is who, encrypted)').fill(target('who.key'))
    await dialog.getByLabel('Passphrase of the key file').fill('correct horse battery')
    await dialog.getByLabel('Write to').fill(target('for the defence'))
    expect(await axeProblems(page)).toEqual([])
    for (const box of await dialog.getByTestId('safety').getByRole('checkbox').all()) await box.check()
    expect(await dialog.getByText('not ticked yet').count()).toBe(0)
    await run.click()
    await dialog
      .getByText(/exhibits?|records? in/)
      .first()
      .waitFor({ timeout: 60_000 })
    await page.keyboard.press('Escape')
    const pages = readdirSync(target('for the defence')).filter((name) => name.endsWith('.html') && name !== 'verify.html')
    const text = pages.map((name) => readFileSync(join(target('for the defence'), name), 'utf8')).join('\n')
    expect(text).toContain('Person V')
    expect(text).not.toMatch(/Elena|Munteanu|Malee|passport/i)
    expect(existsSync(target('who.key'))).toBe(true)
    expect(readdirSync(join(target('for the defence'), 'media')).length).toBe(1)
  })

  test('a file that stands in a hash set is listed, and its picture is gone from every place', async () => {
    const [picture] = (
      await invokeTyped(program.service, 'timeline.page', { lens: { ...EMPTY_LENS, kinds: ['media'] }, cursor: null, limit: 1 })
    ).items
    const path = target('known files.txt')
    writeFileSync(path, `${sha256OfPicture(program, picture?.text ?? '')}\n${'0'.repeat(64)}\n`)
    await page.keyboard.press('1')
    await page.getByText('Hash sets', { exact: true }).click()
    await page.getByText('No hash set in this case').waitFor()
    await page.getByRole('button', { name: 'Add a hash set' }).click()
    await page.getByLabel('File with the hashes').fill(path)
    await page.getByLabel('Name of the set').fill('Known files')
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Add and compare' }).click()
    const hits = page.getByTestId('hash-hits').locator('tbody tr')
    await hits.first().waitFor()
    expect(await hits.count()).toBe(1)
    await page.getByTestId('hash-hits').getByRole('button').click()
    await page.locator('aside').getByText('Where it comes from').waitFor()
    expect(await page.locator('main img, aside img').count()).toBe(0)
    expect(await axeProblems(page)).toEqual([])
  })

  test('a review comes back and stands beside another with its contradiction', async () => {
    const manifest = JSON.parse(readFileSync(join(target('for the defence'), 'manifest.json'), 'utf8')) as { package: string }
    const [exhibit] = await invokeTyped(program.service, 'evidence.list', {})
    const at = '2026-03-20T10:00:00.000Z'
    for (const [reviewer, mark] of [
      ['D. Defender', 'objection'],
      ['P. Prosecutor', 'important'],
    ] as const) {
      const items = [{ item: exhibit?.id, record: '', mark, comment: `<b>${reviewer}</b>`, at }]
      const path = target(`${reviewer}.json`)
      writeFileSync(
        path,
        JSON.stringify({ format: 'corroborate-review', formatVersion: 1, package: manifest.package, reviewer, savedAt: at, items }),
      )
      await openEvidence()
      await page.getByRole('button', { name: 'Reviews' }).click()
      await page.getByLabel('Review file').fill(path)
      await page.getByRole('button', { name: 'Import' }).click()
      await page.getByText(`Added 1 remarks of ${reviewer}.`).waitFor()
      expect(await axeProblems(page)).toEqual([])
      await page.keyboard.press('Escape')
    }
    await page.getByRole('button', { name: 'Reviews' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('<b>P. Prosecutor</b>').waitFor()
    expect(await dialog.getByText('contradicts another').count()).toBe(2)
    await page.keyboard.press('Escape')
    expect(program.complaints).toEqual([])
  })
})
