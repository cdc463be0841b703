import { expect, it } from 'vitest'
import { settingsFolder } from './settingsFolder.ts'

it('follows the custom of each system', () => {
  const folder = (platform: NodeJS.Platform, environment: Record<string, string>) => settingsFolder({ platform, environment, homeFolder: '/home/a' })
  expect(folder('linux', {})).toBe('/home/a/.config/corroborate')
  expect(folder('linux', { XDG_CONFIG_HOME: '/cfg' })).toBe('/cfg/corroborate')
  expect(folder('linux', { XDG_CONFIG_HOME: 'relative' })).toBe('/home/a/.config/corroborate')
  expect(folder('darwin', {})).toBe('/home/a/Library/Application Support/corroborate')
  expect(folder('linux', { CORROBORATE_SETTINGS: '/case/settings' })).toBe('/case/settings')
})
