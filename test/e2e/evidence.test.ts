/**
 * What will we show? Exhibits of every kind kept from their views, arranged, described and taken back; the legal scope stated, looked
 * beyond and closed; a contact kept back. What is on the screen is compared with the case file, counted by this test.
 */
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EMPTY_LENS, type ListedExhibit } from '../../main/contract/index.ts'
import { invokeTyped } from '../../main/service/index.ts'
import { axeProblems } from './axe.ts'
import { browserTitle, hasBrowser, startProgram, type Program } from './program.ts'

describe.skipIf(!hasBrowser)(browserTitle('exhibits and legal scope'), () => {
  let program: Program
  let page: Program['page']
  let cases: Database.Database

  beforeAll(async () => {
    program = await startProgram()
    page = program.page
    page.setDefaultTimeout(30_000)
    await page.getByTestId('open-demo').click()
    await page.getByText('Elena Munteanu').first().waitFor({ timeout: 60_000 })
    const info = await invokeTyped(program.service, 'case.current', {})
    cases = new Database(info?.path ?? '', { readonly: true })
  })
  afterAll(async () => {
    cases?.close()
    await program?.close()
  })

  const count = (sql: string): number => cases.prepare(sql).pluck().get() as number
  const listed = (): Promise<readonly ListedExhibit[]> => invokeTyped(program.service, 'evidence.list', {})
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  /** Leaves any field, so that keys are keys again. */
  const show = async (key: string, view: string): Promise<void> => {
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    })
    await press(key)
    await page.locator(`main[data-view="${view}"]`).waitFor()
  }
  const untilListed = async (fits: (items: readonly ListedExhibit[]) => boolean): Promise<readonly ListedExhibit[]> => {
    for (let wait = 0; wait < 100; wait++) {
      const items = await listed()
      if (fits(items)) return items
      await page.waitForTimeout(100)
    }
    throw new Error(`the exhibits stayed ${JSON.stringify(await listed())}`)
  }

  test('are kept from conversation, map and graph', async () => {
    await show('3', 'conversations')
    await page.getByTestId('message-list').locator('[data-key]').first().waitFor()
    await press('k', 'k', 'k', 'k', '[', 'j', 'j', ']')
    await page.getByTestId('slice-bar').getByRole('button', { name: 'Keep as exhibit' }).click()
    const [slice] = await untilListed((items) => items.length === 1)
    expect(slice?.target).toMatchObject({ kind: 'slice' })

    await show('5', 'map')
    await page.locator('.map-canvas[data-ready="true"]').waitFor()
    await page.getByRole('button', { name: 'Keep place' }).click()
    await page.getByLabel('Name of the exhibit').fill('Middle of the map')
    await page.getByRole('button', { name: 'Keep', exact: true }).click()
    await untilListed((items) => items.length === 2)
    await page.getByRole('button', { name: 'Keep view' }).click()
    await untilListed((items) => items.length === 3)

    await show('6', 'graph')
    await page.locator('.graph-canvas[data-ready="true"]').waitFor()
    await page.getByRole('button', { name: 'Keep view' }).click()
    await untilListed((items) => items.length === 4)
    await page.getByTestId('graph-table-toggle').click()
    await page.locator('[data-edge]').first().click()
    await page.getByTestId('edge-panel').getByRole('button', { name: 'Keep as exhibit' }).click()
    const items = await untilListed((kept) => kept.length === 5)
    expect(items.map(({ target, hasPicture }) => [target.kind, hasPicture])).toEqual([
      ['slice', false],
      ['place', false],
      ['map-view', true],
      ['graph-view', true],
      ['edge', false],
    ])
    for (const { bytes } of cases.prepare('SELECT bytes FROM exhibit_picture').iterate() as IterableIterator<{ bytes: Buffer }>)
      expect(bytes.length).toBeGreaterThan(5_000)
  })

  test('count contacts and accounts apart from events, in the status bar and before an export', async () => {
    const noEvents = "('contact', 'account', 'identity-link')"
    const events = count(`SELECT count(*) FROM record WHERE kind NOT IN ${noEvents}`)
    const contacts = count("SELECT count(*) FROM record WHERE kind IN ('contact', 'account')")
    const found: number[] = []
    for (const kinds of [['contact', 'account', 'identity-link'] as const, []] as const)
      found.push((await invokeTyped(program.service, 'timeline.count', { lens: { ...EMPTY_LENS, text: 'Elena', kinds } })).inLens)
    const [listedWithText = 0, withText = 0] = found
    expect(listedWithText).toBeGreaterThan(1)
    await page.evaluate(() => (location.hash = '#/evidence?text=Elena'))
    const lens = `${(withText - listedWithText).toLocaleString('en')} of ${events.toLocaleString('en')} events in lens`
    await page.getByTestId('lens-count').getByText(lens, { exact: true }).waitFor()
    expect(await page.locator('.status-bar').innerText()).toContain(`and ${listedWithText} contacts, accounts or identity links`)
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const dialog = page.locator('.export-dialog')
    await dialog
      .getByText(`All records of the case (${events.toLocaleString('en')} events, ${contacts.toLocaleString('en')} contacts and accounts)`)
      .waitFor()
    await dialog
      .getByText(new RegExp(`^Records in the lens \\(${(withText - listedWithText).toLocaleString('en')} events, \\d+ contact`))
      .waitFor()
    expect(await axeProblems(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.evaluate(() => (location.hash = '#/evidence'))
    await page
      .getByTestId('lens-count')
      .getByText(`${events.toLocaleString('en')} of ${events.toLocaleString('en')} events in lens`)
      .waitFor()
  })

  test('have their keys in the list, and a record its own before it is selected', async () => {
    const list = page.getByTestId('key-list')
    const listedKeys = async (view: string, key: string): Promise<string> => {
      await show(key, view)
      await press('?')
      await list.waitFor()
      const text = await list.innerText()
      expect(await axeProblems(page)).toEqual([])
      await press('Escape')
      await list.waitFor({ state: 'detached' })
      return text
    }
    expect(await listedKeys('evidence', '8')).toMatch(/\bb\s+Take the exhibit out/)
    await page.evaluate(() => (location.hash = '#/timeline'))
    await page.getByTestId('timeline-list').locator('[data-key]').first().waitFor()
    const before = await listedKeys('timeline', '2')
    expect(before).toContain('Work as soon as a record is selected.')
    await page.getByTestId('timeline-list').locator('[data-key]').first().click()
    await page.getByTestId('bookmark-toggle').waitFor()
    const after = await listedKeys('timeline', '2')
    expect(after).not.toContain('Work as soon as a record is selected.')
    // What is announced is what the inspector then listens to.
    const recordKeys = (text: string): readonly string[] =>
      (text.split('Selected record')[1] ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('Work as soon'))
    expect(recordKeys(before).length).toBe(10)
    for (const line of recordKeys(before)) expect(recordKeys(after)).toContain(line)
    await show('8', 'evidence')
  })

  test('are moved, chosen and described by keys, and every change is taken back', async () => {
    const { items } = await invokeTyped(program.service, 'timeline.page', {
      lens: { ...EMPTY_LENS, text: 'passport' },
      cursor: null,
      limit: 2,
    })
    for (const { key } of items) await invokeTyped(program.service, 'bookmark.set', { key, note: '', tags: [] })
    const [first, second] = items.map(({ key }) => `r${key}` as const)
    await show('8', 'evidence')
    await page.getByTestId('exhibit-list').locator(`#exhibit-${first}`).waitFor()
    await page.locator(`#exhibit-${first} .exhibit-number`).click()
    await press('Alt+ArrowUp')
    await untilListed((kept) => kept.findIndex(({ id }) => id === first) === 4)
    await press('Control+z')
    await untilListed((kept) => kept.findIndex(({ id }) => id === first) === 5)

    await press('n')
    await page.keyboard.type('Asked for her papers')
    await press('Escape')
    await untilListed((kept) => kept.find(({ id }) => id === first)?.note === 'Asked for her papers')
    await page.locator(`#exhibit-${first}`).getByRole('button', { name: 'Means' }).click()
    await untilListed((kept) => kept.find(({ id }) => id === first)?.elements.includes('means') === true)

    await page.locator(`#exhibit-${first} .exhibit-number`).click()
    await press(' ', 'Shift+ArrowDown', 't')
    await page.getByLabel('Add tags, separated by commas').fill('papers, offer')
    await page.getByRole('button', { name: 'Apply' }).click()
    const tagged = await untilListed((kept) => kept.filter(({ tags }) => tags.join() === 'papers,offer').length === 2)
    expect(tagged.filter(({ tags }) => tags.length > 0).map(({ id }) => id)).toEqual([first, second])
    await page.getByTestId('bulk-bar').getByRole('button', { name: 'Number' }).click()
    await page.getByLabel('Before the number').fill('P')
    await page.getByRole('button', { name: 'Apply' }).click()
    await untilListed((kept) => kept.find(({ id }) => id === second)?.number === 'P2')
    await press('Control+z', 'Control+z')
    const back = await untilListed((kept) => kept.every(({ tags }) => tags.length === 0))
    expect(back.find(({ id }) => id === first)).toMatchObject({ note: 'Asked for her papers', number: '6', elements: ['means'] })
  })

  test('are dragged to another place', async () => {
    await press('Escape')
    const before = (await listed()).map(({ id }) => id)
    const [top, , third] = before
    await page.getByTestId('exhibit-list').evaluate((list) => list.scrollTo(0, 0))
    await page.locator(`#exhibit-${third} .exhibit-handle`).dragTo(page.locator(`#exhibit-${top}`), { targetPosition: { x: 200, y: 4 } })
    const after = await untilListed((kept) => kept[0]?.id === third)
    expect(after.map(({ id }) => id)).toEqual([third, ...before.filter((id) => id !== third)])
  })

  test('are seen as their reader sees them, with their context', async () => {
    const slice = (await listed()).find(({ target }) => target.kind === 'slice')
    if (slice?.target.kind !== 'slice') throw new Error('the slice is gone')
    await page.locator(`#exhibit-${slice.id} .exhibit-number`).click()
    await press('Enter')
    const preview = page.getByTestId('reader-preview')
    await preview.locator('.reader-line').first().waitFor()
    const { threadId, fromKey, toKey } = slice.target
    const inSlice = count(
      `SELECT count(*) FROM record WHERE thread_id = ${threadId} AND state <> 'edited-previous' AND (at_ms, id) BETWEEN
        ((SELECT at_ms FROM record WHERE id = ${fromKey}), ${fromKey}) AND ((SELECT at_ms FROM record WHERE id = ${toKey}), ${toKey})`,
    )
    expect(await preview.locator('.reader-line[data-exhibit="true"]').count()).toBe(inSlice)
    expect(await preview.locator('.reader-line[data-exhibit="false"]').count()).toBeGreaterThanOrEqual(10)
  })

  test.each(['light', 'dark'] as const)('leave nothing for axe to find (%s)', async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme })
    await page.waitForTimeout(500)
    expect(await axeProblems(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
  })

  test('show only what an authority covers, and more with a reason', async () => {
    const day = (text: string): number => Date.parse(`${text}T00:00:00+01:00`)
    const covered = `kind IN ('message', 'call') AND at_ms >= ${day('2026-02-10')} AND at_ms < ${day('2026-02-26')}`
    const duplicates = 'id NOT IN (SELECT record_id FROM duplicate)'
    await page.getByRole('button', { name: 'Scope' }).click()
    await page.getByRole('button', { name: 'Add an authority' }).click()
    const form = page.getByTestId('authority-form')
    await form.getByLabel('Type').fill('Search warrant')
    await form.getByLabel('From (included)').fill('2026-02-30')
    await form.getByText('The calendar has no day 2026-02-30.').waitFor()
    expect(await form.getByRole('button', { name: 'State it' }).isDisabled()).toBe(true)
    await form.getByLabel('From (included)').fill('')
    await form.getByRole('button', { name: 'State it', exact: true }).click()
    await form.getByText('No number or reference is given. No period, kind, device or person limits it').waitFor()
    expect(await axeProblems(page)).toEqual([])
    // Nothing is stated until the question is answered; a change asks anew.
    expect((await invokeTyped(program.service, 'scope.get', {})).authorities).toEqual([])
    await form.getByLabel('Number or reference').fill('GZ 12/2026')
    await form.getByLabel('From (included)').fill('2026-02-10')
    await form.getByLabel('To (last day, included)').fill('2026-02-25')
    await form.getByLabel('messages').check()
    await form.getByLabel('calls').check()
    expect(await axeProblems(page)).toEqual([])
    await form.getByRole('button', { name: 'State it' }).click()
    await page.getByTestId('authority').waitFor()
    const inScope = count(`SELECT count(*) FROM record WHERE ${covered} AND ${duplicates}`)
    await page.waitForFunction(
      (text) => document.querySelector('[data-testid="lens-count"]')?.textContent?.startsWith(text) === true,
      `${inScope.toLocaleString('en')} of ${inScope.toLocaleString('en')}`,
    )
    expect(await page.getByTestId('scope-status').innerText()).toMatch(/^[\d,]+ outside legal scope hidden$/)

    await page.getByRole('button', { name: 'Look beyond the legal scope' }).click()
    await page.getByLabel('Reason, for the audit log').fill('Asked for by the court')
    await page.getByRole('button', { name: 'Look beyond the scope' }).click()
    await page.getByTestId('scope-opened').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.waitForFunction(
      () => document.querySelector('[data-testid="scope-status"]')?.textContent === 'Looking beyond the legal scope',
    )
    const opened = cases.prepare("SELECT actor, detail FROM audit WHERE action = 'legal scope opened'").all()
    expect(opened).toEqual([{ actor: 'e2e', detail: 'Asked for by the court' }])
    await page.getByRole('button', { name: 'Close the scope again' }).click()
    await page.getByTestId('scope-opened').waitFor({ state: 'detached' })
    await page.getByTestId('authority').getByRole('button', { name: 'Take out' }).click()
    await page.getByLabel('Reason, for the audit log').fill('Replaced by a consent')
    await page.locator('.scope-card form').getByRole('button', { name: 'Take out' }).click()
    await page.getByTestId('scope-status').waitFor({ state: 'detached' })
  })

  test('keep a privileged contact back, and give the records back when a person releases them', async () => {
    await page.getByText('Privileged contacts').click()
    await page.getByRole('button', { name: 'Mark a contact' }).click()
    await page.getByLabel('Contact: Name or number').fill('Samir')
    await page.locator('.scope-found').first().click()
    await page.getByLabel('Reason, for the audit log').fill('Named as counsel')
    await page.getByRole('button', { name: 'Keep back' }).click()
    await page.getByTestId('privileged-contact').waitFor()
    await page.waitForFunction(
      () => document.querySelector('[data-testid="scope-status"]')?.textContent?.endsWith('of privileged contacts hidden') === true,
    )
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Release all' }).click()
    await page.getByLabel('Reason, for the audit log').fill('Reviewed: no advice in it')
    await page.locator('.scope-card form').getByRole('button', { name: 'Release all' }).click()
    await page.getByTestId('scope-status').waitFor({ state: 'detached' })
    expect(count('SELECT count(*) FROM privilege_release')).toBe(1)
  })

  test('nothing was asked of the network, and nothing complained', () => {
    expect(program.complaints).toEqual([])
  })
})
