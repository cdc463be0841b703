import { expect, it } from 'vitest'
import { actorName, settingsFolder } from './machine.ts'

it('keeps settings where each system has them', () => {
  const folder = (platform: NodeJS.Platform, environment: Record<string, string>) =>
    settingsFolder({ platform, environment, homeFolder: '/home/a' })
  expect(folder('linux', {})).toBe('/home/a/.local/share/corroborate')
  expect(folder('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/corroborate')
  expect(folder('linux', { XDG_DATA_HOME: 'relative' })).toBe('/home/a/.local/share/corroborate')
  expect(folder('darwin', {})).toBe('/home/a/Library/Application Support/Corroborate')
  expect(folder('linux', { CORROBORATE_SETTINGS: '/case/settings' })).toBe('/case/settings')
})

it('always names an actor', () => {
  expect(actorName()).not.toBe('')
})
