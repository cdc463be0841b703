import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { RECORD_KINDS } from '../lens/index.ts'
import { contrast } from './contrast.ts'
import { ROLE_SIGNS, SHAPE_PATHS } from './roleSigns.ts'

/** Tokens of one theme, read from the one file that has them. */
function tokensOf(selector: string): ReadonlyMap<string, string> {
  const css = readFileSync(new URL('../tokens.css', import.meta.url), 'utf8')
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? ''
  return new Map([...block.matchAll(/(--[a-z-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]))
}

const THEMES = [
  ['light', tokensOf(':root')],
  ['dark', tokensOf('.bp6-dark')],
] as const

describe('contrast', () => {
  it('agrees with the known ends of the scale', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })
})

describe('role signs', () => {
  it('differ in letter and in shape', () => {
    const signs = Object.values(ROLE_SIGNS)
    expect(new Set(signs.map(({ letter }) => letter)).size).toBe(signs.length)
    expect(new Set(signs.map(({ shape }) => shape)).size).toBe(signs.length)
    expect(Object.keys(SHAPE_PATHS)).toHaveLength(signs.length)
  })

  it('have readable letters and visible edges in both themes', () => {
    for (const [role, sign] of Object.entries(ROLE_SIGNS)) {
      expect(contrast(sign.fill, sign.ink), `${role} letter`).toBeGreaterThanOrEqual(4.5)
      for (const [theme, tokens] of THEMES) {
        const edge = theme === 'light' ? sign.edgeLight : sign.edgeDark
        for (const ground of ['--bg-panel', '--bg-app', '--bg-selected'])
          expect(contrast(edge, tokens.get(ground) ?? ''), `${role} edge on ${theme} ${ground}`).toBeGreaterThanOrEqual(3)
      }
    }
  })
})

describe('tokens', () => {
  it.each(THEMES)('%s text is readable on every ground', (_theme, tokens) => {
    for (const ground of ['--bg-panel', '--bg-app', '--bg-sunken', '--bg-hover', '--bg-rail']) {
      for (const text of ['--text', '--text-quiet', '--text-faint', '--accent-text']) {
        expect(contrast(tokens.get(text) ?? '', tokens.get(ground) ?? ''), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      }
    }
    for (const [text, ground] of [
      ['--good', '--good-soft'],
      ['--warn', '--warn-soft'],
      ['--bad', '--bad-soft'],
      ['--text', '--bg-selected'],
      ['--text-quiet', '--bg-selected'],
      ['--text', '--mark'],
    ] as const) {
      expect(contrast(tokens.get(text) ?? '', tokens.get(ground) ?? ''), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  })

  it.each(THEMES)('%s kinds stand out from the ground', (_theme, tokens) => {
    for (const kind of RECORD_KINDS.filter((each) => each !== 'identity-link')) {
      expect(contrast(tokens.get(`--kind-${kind}`) ?? '', tokens.get('--bg-panel') ?? ''), kind).toBeGreaterThanOrEqual(3)
    }
  })

  it('names the same colours in both themes', () => {
    expect([...THEMES[1][1].keys()].toSorted()).toEqual([...THEMES[0][1].keys()].toSorted())
  })
})
