/** One redacted export: what its pages read, the last look at its files, and its key file. */
import type { Database } from 'better-sqlite3'
import { audienceOf } from '../../casefile/read/audiences.ts'
import { givePseudonyms } from '../../casefile/write/pseudonyms.ts'
import { type AudienceProfile, CaseError, FULL_AUDIENCE } from '../../contract/index.ts'
import type { ExportRequest, ReportContext } from '../context.ts'
import type { Outlet, Reading } from '../package/collect.ts'
import { caseMaterial } from '../package/material.ts'
import { paperMedia, plainMedia } from '../package/media.ts'
import { counted } from '../package/words.ts'
import { Changes } from './changes.ts'
import { checkKeyFile, writeKeyFile } from './keyFile.ts'
import { leftoversIn, requireNoLeftovers, requireNoLeftoversIn } from './leftovers.ts'
import { hiddenPeople, type People } from './people.ts'
import { RemovedPlaces } from './places.ts'
import { redactedMaterial } from './redactedMaterial.ts'
import { redactedMedia, type WithheldFile } from './redactedMedia.ts'
import { Redactor } from './redactor.ts'
import { unknownScriptSentences } from './unknownScripts.ts'

const isPaper = ({ format }: ExportRequest): boolean => format === 'pdf'

/** `main` is the connection that may write: pseudonyms are kept in the case. */
export function outletOf(context: ReportContext, main: Database, request: ExportRequest): Outlet {
  const name = request.audience ?? FULL_AUDIENCE
  if (name === FULL_AUDIENCE) {
    if (request.keyFile !== undefined)
      throw new CaseError(
        'usage',
        'The audience "full" takes nothing out, so there is nothing for a key file. Choose another audience, or leave the key file out.',
      )
    return plainOutlet(context, request)
  }
  if (request.format !== 'package' && request.format !== 'pdf')
    throw new CaseError(
      'usage',
      `An audience can be chosen for the package and the PDF only: the format ${request.format} would hold everything.`,
    )
  if (request.keyFile !== undefined) checkKeyFile(request.keyFile, request.keyPassword ?? '')
  return new RedactedExport(context, main, audienceOf(main, name), request)
}

const plainOutlet = (context: ReportContext, request: ExportRequest): Outlet => ({
  reading: () => ({
    material: caseMaterial(context),
    media: isPaper(request) ? paperMedia(context) : plainMedia(context),
    audience: { name: '', removed: [] },
  }),
  inspectFolder: () => {},
  inspectText: () => {},
  inspectName: () => {},
  warnings: () => [],
  finish: () => {},
})

class RedactedExport implements Outlet {
  readonly #context: ReportContext
  readonly #main: Database
  readonly #profile: AudienceProfile
  readonly #request: ExportRequest
  readonly #changes: Changes
  readonly #files = new Map<string, WithheldFile>()
  #people: People = { hidden: new Map(), terms: [] }
  #redactor: Redactor = new Redactor(this.#people, new RemovedPlaces([]))
  #allowed: readonly string[] = []

  constructor(context: ReportContext, main: Database, profile: AudienceProfile, request: ExportRequest) {
    this.#context = context
    this.#main = main
    this.#profile = profile
    this.#request = request
    this.#changes = new Changes(request.keyFile !== undefined)
  }

  reading(keys: readonly number[]): Reading {
    const { file, directory, actor } = this.#context
    const { database } = file
    this.#people = hiddenPeople({ database, directory }, this.#profile, keys, (wanted) => givePseudonyms(this.#main, actor, wanted))
    this.#redactor = new Redactor(this.#people, new RemovedPlaces(this.#profile.places))
    const plain = caseMaterial(this.#context)
    this.#allowed = [plain.info.timezone, ...plain.info.sources.map(({ platform }) => platform)]
    const withheld = (one: WithheldFile): void => void this.#files.set(`${one.item} ${one.name}`, one)
    return {
      material: redactedMaterial(plain, this.#redactor, database, this.#profile, this.#changes),
      media: redactedMedia(this.#context, this.#redactor, this.#profile, withheld, isPaper(this.#request)),
      // A profile can be named after whom it protects.
      audience: { name: this.#redactor.text(this.#profile.title), removed: removedSentences(this.#profile, this.#people) },
    }
  }

  inspectFolder(folder: string): void {
    requireNoLeftovers(folder, this.#redactor, this.#allowed)
  }

  inspectText(name: string, text: string): void {
    requireNoLeftoversIn(name, text, this.#redactor, this.#allowed)
  }

  inspectName(name: string): void {
    const [found] = leftoversIn(name, this.#redactor, this.#allowed)
    if (found !== undefined)
      throw new CaseError(
        'usage',
        `The name ${name} holds "${found}", which this audience may not see. Choose another name; nothing was exported.`,
      )
  }

  warnings(): string[] {
    const pseudonyms = [...this.#people.hidden.values()].filter(({ treatment }) => treatment === 'pseudonym')
    return unknownScriptSentences(this.#redactor.scripts, pseudonyms, this.#profile.words)
  }

  finish(packageId: string): void {
    const { keyFile, keyPassword } = this.#request
    if (keyFile === undefined || keyPassword === undefined) return
    const plain = caseMaterial(this.#context).info
    writeKeyFile(keyFile, keyPassword, {
      case: { name: plain.name, number: plain.number },
      audience: this.#profile.name,
      createdAt: new Date().toISOString(),
      packageId,
      persons: [...this.#people.hidden.values()].map(({ label, role, names, identifiers }) => ({ label, role, names, identifiers })),
      changes: this.#changes.all(),
      files: [...this.#files.values()],
    })
  }
}

/** For page one, so that a reader knows what kind of gaps there are. */
function removedSentences({ pictures, otherFiles, words, places }: AudienceProfile, { hidden }: People): string[] {
  const people = [...hidden.values()]
  const pseudonyms = people.filter(({ treatment }) => treatment === 'pseudonym').length
  const masked = people.length - pseudonyms
  return [
    ...(pseudonyms === 0
      ? []
      : [
          `${counted(pseudonyms, 'person is', 'people are')} shown by a pseudonym (“Person V1”), the same everywhere. Who they are is not in this version.`,
        ]),
    ...(masked === 0
      ? []
      : [
          `${counted(masked, 'third party is', 'third parties are')} masked: a number (“Third party T4”) and the last digits of the telephone number.`,
        ]),
    ...(people.length === 0
      ? []
      : [
          'In texts, a name that could be of several people stands as [name]. Where more had to be taken out than a name, [removed] stands.',
        ]),
    ...(words.length === 0 ? [] : ['Chosen words and addresses were taken out; [removed] stands in their place.']),
    ...(places.length === 0 ? [] : ['Positions at chosen places were taken out.']),
    ...(pictures === 'all'
      ? []
      : [
          pictures === 'none'
            ? 'Pictures are not in it.'
            : 'Of the pictures, those are in it that somebody looked through; parts of them can be painted over.',
          'Positions, sizes, cameras and fingerprints (SHA-256) of pictures are not part of it, also where an exhibit had a position.',
        ]),
    ...(otherFiles ? [] : ['Films, sound and documents are not in it.']),
    'Items keep their names in every version, so that two versions can be compared item by item.',
  ]
}
