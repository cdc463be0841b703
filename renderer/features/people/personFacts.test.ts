import { describe, expect, it } from 'vitest'
import type { IdentityInfo, PersonInfo, Role } from '../../../main/contract/index.ts'
import { aliases, byRole, identifiersPerDevice, mentions, shownName, spanOf } from './personFacts.ts'

const identity = (id: number, rest: Partial<IdentityInfo>): IdentityInfo => ({
  id,
  scheme: 'phone',
  value: `+1202555010${id}`,
  rawSpellings: [],
  names: [],
  records: 0,
  firstMs: null,
  lastMs: null,
  sources: [],
  personId: 1,
  link: null,
  ...rest,
})

describe('facts of a person', () => {
  it('list each name once per place, with the identifiers that have it there', () => {
    const card = { name: 'Vic Agent', where: 'contact card, Phone A' }
    expect(aliases([identity(1, { names: [card, { name: 'Boss', where: 'app, Phone B' }] }), identity(2, { names: [card] })])).toEqual([
      { name: 'Boss', where: 'app, Phone B', identifiers: ['+12025550101'] },
      { ...card, identifiers: ['+12025550101', '+12025550102'] },
    ])
  })

  it('keep spellings of a name apart: they may be two people after all', () => {
    expect(
      aliases([
        identity(1, {
          names: [
            { name: 'Ana', where: 'x' },
            { name: 'ana', where: 'x' },
          ],
        }),
      ]),
    ).toHaveLength(2)
  })

  it('tell the identifiers of each device', () => {
    const [a, b] = [identity(1, { sources: [2, 1] }), identity(2, { sources: [2] })]
    expect(identifiersPerDevice([a, b])).toEqual([
      { sourceId: 1, identities: [a] },
      { sourceId: 2, identities: [a, b] },
    ])
  })

  it('span all records with a time, and none without', () => {
    expect(spanOf([identity(1, { firstMs: 50, lastMs: 90 }), identity(2, { firstMs: 10, lastMs: 20 }), identity(3, {})])).toEqual({
      firstMs: 10,
      lastMs: 90,
    })
    expect(spanOf([identity(1, {})])).toBeNull()
  })

  it('show a given name before the identifier', () => {
    expect(shownName(identity(1, {}))).toBe('+12025550101')
    expect(shownName(identity(1, { names: [{ name: 'Ana', where: 'x' }] }))).toBe('Ana')
  })

  it('are found by name in any case and by digits with or without separators', () => {
    expect(mentions('OKSANA', ['Oksana Bondar'])).toBe(true)
    expect(mentions('202-555', ['+12025550101'])).toBe(true)
    expect(mentions('20', ['+1 202'])).toBe(true)
    expect(mentions('2 0', ['+1 202'])).toBe(false)
    expect(mentions('', [])).toBe(true)
  })
})

describe('the list of persons', () => {
  const person = (id: number, name: string, role: Role | null): PersonInfo => ({
    id,
    name,
    note: '',
    role: role === null ? null : { role, reason: 'r', by: 'b', atMs: 0 },
    identities: [],
    records: 0,
    isDeviceOwner: false,
  })

  it('puts roles first in their order; an unknown role is none', () => {
    const persons = [
      person(1, 'Zoe', null),
      person(2, 'Adam', 'unknown'),
      person(3, 'Mia', 'driver'),
      person(4, 'Liv', 'victim'),
      person(5, 'Ann', 'driver'),
    ]
    expect(byRole(persons, ['victim', 'driver', 'unknown']).map(({ name }) => name)).toEqual(['Liv', 'Ann', 'Mia', 'Adam', 'Zoe'])
  })
})
