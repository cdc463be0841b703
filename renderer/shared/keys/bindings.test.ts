import { describe, expect, it } from 'vitest'
import { addBindings, keyName, listBindings, partsOfKeys } from './bindings.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  keyName({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })

describe('key names', () => {
  it('are what the bindings say', () => {
    expect(press('j')).toBe('j')
    expect(press('J', { shiftKey: true })).toBe('Shift+j')
    expect(press('k', { ctrlKey: true })).toBe('Ctrl+K')
    expect(press('k', { metaKey: true })).toBe('Ctrl+K')
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+Z')
    expect(press('?', { shiftKey: true })).toBe('?')
    expect(press('/')).toBe('/')
    expect(press('Backspace')).toBe('Backspace')
    expect(press('ArrowLeft', { shiftKey: true })).toBe('Shift+ArrowLeft')
  })
})

describe('printed keys', () => {
  it('are what stands on the keyboard', () => {
    expect(partsOfKeys('Ctrl+Shift+Z')).toEqual(['Ctrl', 'Shift', 'Z'])
    expect(partsOfKeys('Shift+ArrowDown')).toEqual(['Shift', '↓'])
    expect(partsOfKeys(' ')).toEqual(['Space'])
    expect(partsOfKeys('Escape')).toEqual(['Esc'])
    expect(partsOfKeys('+')).toEqual(['+'])
    expect(partsOfKeys('Ctrl++')).toEqual(['Ctrl', '+'])
  })
})

describe('bindings', () => {
  it('are listed once where several take the same key', () => {
    const run = (): void => {}
    const endOld = addBindings(() => [
      { keys: 'x', words: 'old', group: 'test', run },
      { keys: 'y', words: 'old', group: 'test', run },
    ])
    const endNew = addBindings(() => [{ keys: 'x', words: 'new', group: 'test', run }])
    expect(listBindings().map(({ keys, words }) => [keys, words])).toEqual([
      ['y', 'old'],
      ['x', 'new'],
    ])
    endNew()
    endOld()
  })

  it('are listed while in force', () => {
    const run = (): void => {}
    const end = addBindings(() => [{ keys: 'x', words: 'do', group: 'test', run }])
    expect(listBindings()).toEqual([{ keys: 'x', words: 'do', group: 'test', run }])
    end()
    expect(listBindings()).toEqual([])
  })
})
