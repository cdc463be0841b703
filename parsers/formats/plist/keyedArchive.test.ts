import { build } from 'plist'
import { describe, expect, it } from 'vitest'
import { unarchive } from './keyedArchive.ts'
import { UnreadablePlist } from './plist.ts'

type Listed = Parameters<typeof build>[0]
const uid = (index: number): Listed => ({ CF$UID: index })
const classNamed = (name: string): Listed => ({ $classname: name, $classes: [name, 'NSObject'] })

function archiveOf(objects: readonly Listed[], top: Listed = { root: uid(1) }): Buffer {
  return Buffer.from(build({ $archiver: 'NSKeyedArchiver', $version: 100000, $top: top, $objects: ['$null', ...objects] }))
}

describe('unarchive', () => {
  it("gives Foundation's containers and values as plain ones", () => {
    const archive = archiveOf([
      { $class: uid(9), 'NS.keys': [uid(2), uid(3), uid(12), uid(15), uid(17)], 'NS.objects': [uid(4), uid(6), uid(13), uid(0), uid(18)] },
      'list',
      'when',
      { $class: uid(10), 'NS.objects': [uid(5), uid(5)] },
      'shared',
      { $class: uid(11), 'NS.time': 86_400 },
      '',
      '',
      classNamed('NSMutableDictionary'),
      classNamed('NSArray'),
      classNamed('NSDate'),
      'uuid',
      { $class: uid(14), 'NS.uuidbytes': new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]) },
      classNamed('NSUUID'),
      'nothing',
      '',
      'url',
      { $class: uid(20), 'NS.base': uid(19), 'NS.relative': uid(21) },
      'https://example.org/a/',
      classNamed('NSURL'),
      'b',
    ])
    expect(unarchive(archive)).toEqual({
      list: ['shared', 'shared'],
      when: new Date('2001-01-02T00:00:00Z'),
      uuid: '01020304-0506-0708-090A-0B0C0D0E0F10',
      nothing: null,
      url: 'https://example.org/a/b',
    })
  })

  it('keeps objects of other classes with their class name', () => {
    const archive = archiveOf([{ $class: uid(2), Size: 5, RelativePath: uid(3) }, classNamed('MBFile'), 'Library/SMS/sms.db'])
    expect(unarchive(archive)).toEqual({ $class: 'MBFile', Size: 5, RelativePath: 'Library/SMS/sms.db' })
  })

  it('keeps dictionaries with other than text keys', () => {
    const archive = archiveOf([{ $class: uid(4), 'NS.keys': [uid(2)], 'NS.objects': [uid(3)] }, 7, 'seven', classNamed('NSDictionary')])
    expect(unarchive(archive)).toEqual(new Map([[7, 'seven']]))
  })

  it('cuts cycles', () => {
    const archive = archiveOf([{ $class: uid(3), child: uid(2) }, { $class: uid(3), parent: uid(1), name: 'x' }, classNamed('Node')])
    expect(unarchive(archive)).toEqual({ $class: 'Node', child: { $class: 'Node', parent: null, name: 'x' } })
  })

  it('gives all of $top where it has no root', () => {
    expect(unarchive(archiveOf(['a', 'b'], { first: uid(1), second: uid(2) }))).toEqual({ first: 'a', second: 'b' })
  })

  it('refuses lists that are no archive, chains without end and exploding sharing', () => {
    expect(() => unarchive(Buffer.from(build({ a: 1 })))).toThrow(UnreadablePlist)
    const chain = Array.from({ length: 5000 }, (_, i) => ({ next: uid(i + 2) }))
    expect(() => unarchive(archiveOf([...chain, 'end']))).toThrow(UnreadablePlist)
    const levels = Array.from({ length: 40 }, (_, i) => ({ a: uid(i + 2), b: uid(i + 2) }))
    expect(() => unarchive(archiveOf([...levels, 'end']))).toThrow(/too often/)
  })
})
