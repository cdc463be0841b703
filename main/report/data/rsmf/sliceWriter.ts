/** Writes one RSMF file after the other: gathers the attachments, packs them with the manifest, wraps all in a message. */
import { mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { AttachmentLine, RecordLine } from '../../../contract/index.ts'
import type { ReportContext } from '../../context.ts'
import { PROGRAM, programVersion } from '../../facts.ts'
import { zipFolder } from '../../package/zipFolder.ts'
import { TextSink } from '../../target.ts'
import { writeEnvelope } from './envelope.ts'
import { type ConversationFacts, manifestOf, type Placed } from './manifest.ts'

/** Programs refuse files of 2 GB and more; base64 takes a third more than the bytes. */
const MAX_ATTACHMENT_BYTES = 1_300_000_000

export class SliceWriter {
  readonly #context: ReportContext
  readonly #folder: string
  readonly #work: string
  attachmentsLeftOut = 0

  /** `folder` is where the files go; what is gathered for them lies in a folder inside it until `end`. */
  constructor(context: ReportContext, folder: string) {
    this.#context = context
    this.#folder = folder
    this.#work = join(folder, 'work')
  }

  async write(conversation: ConversationFacts, thread: number, day: string, part: number, lines: readonly RecordLine[]): Promise<void> {
    const name = `conversation-${thread}-${day}${part === 1 ? '' : `-part-${part}`}`
    const inside = join(this.#work, 'inside')
    mkdirSync(inside, { recursive: true })
    const placed = await this.#attachments(inside, lines)
    const manifest = manifestOf(conversation, lines, placed)
    writeFileSync(join(inside, 'rsmf_manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`)
    const zip = join(this.#work, 'rsmf.zip')
    await zipFolder(inside, zip, '')
    const times = lines.flatMap(({ time }) => (time.utcMs === null ? [] : [time.utcMs]))
    const sink = new TextSink(openSync(join(this.#folder, `${name}.rsmf`), 'wx'))
    try {
      await writeEnvelope(
        sink,
        {
          id: `${conversation.id}.${day}.${part}`,
          subject: `${conversation.title ?? conversation.platform}, ${day}${part === 1 ? '' : `, part ${part}`}`,
          platform: conversation.platform,
          custodian: conversation.custodian?.name ?? null,
          participants: manifest.participants.map(({ display }) => String(display)),
          beginMs: times[0] ?? null,
          endMs: times.at(-1) ?? null,
          eventCount: manifest.events.length,
          attachmentCount: [...placed.values()].filter((file) => 'name' in file).length,
          collectionId: conversation.id,
          generator: `${PROGRAM} ${programVersion()}`,
        },
        zip,
      )
      sink.end(false)
    } finally {
      sink.abandon()
    }
    rmSync(this.#work, { recursive: true, force: true })
  }

  end(): void {
    rmSync(this.#work, { recursive: true, force: true })
  }

  async #attachments(inside: string, lines: readonly RecordLine[]): Promise<Map<number, Placed>> {
    const placed = new Map<number, Placed>()
    let total = 0
    for (const { sourceId, message } of lines) {
      for (const file of message?.attachments ?? []) {
        const one = await this.#attachment(inside, sourceId, file, total)
        placed.set(file.attachmentId, one)
        if ('missing' in one) this.attachmentsLeftOut++
        else total += one.sizeBytes
      }
    }
    return placed
  }

  /** The name in the zip is made of the file's number, because names of evidence may be anything and occur twice. */
  async #attachment(inside: string, sourceId: number, file: AttachmentLine, total: number): Promise<Placed> {
    const { attachmentId, name, path, isPresent, sha256, sizeBytes } = file
    if (path === null) return { missing: 'the row names no file' }
    if (!isPresent) return { missing: 'the file is not in the extraction' }
    if (total + (sizeBytes ?? 0) > MAX_ATTACHMENT_BYTES) return { missing: 'the RSMF file would become too large to be read' }
    try {
      const { content, sha256: now } = await this.#context.readers.bytes(sourceId, path)
      if (sha256 !== null && now !== sha256) return { missing: 'the file in the extraction is not the one that was imported' }
      const ending = /^\.[A-Za-z0-9]{1,8}$/.exec(extname(name) || extname(path))?.[0].toLowerCase() ?? ''
      const inZip = `attachment-${attachmentId}${ending}`
      writeFileSync(join(inside, inZip), content, { flag: 'wx' })
      return { name: inZip, sizeBytes: content.length }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      return { missing: error.message }
    }
  }
}
