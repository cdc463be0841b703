/**
 * A UFDR of Cellebrite: a zip (or folder) with `report.xml` at its top and the files that the report names. Told by the namespace of
 * the report, which carries the version of its form; a form that is not known is refused rather than half read.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Container, StoredFile } from './container.ts'
import { NO_DEVICE_FACTS } from './deviceFacts.ts'
import { type DeviceFacts, SourceError } from './extraction.ts'

/** The device stands in the first part of a report, before its files and models. */
const HEAD_BYTES = 512 * 1024
const KNOWN_FORM = '2.0'

export interface UfdrReport {
  readonly file: StoredFile
  readonly device: DeviceFacts
  readonly platform: 'ios' | 'android' | 'unknown'
}

/** Null where the container holds no such report. Throws `SourceError` for a protected UFDR and for a form that is not known. */
export async function findUfdr(container: Container): Promise<UfdrReport | null> {
  const file = container.files.find(({ path }) => /^report\.xml$/i.test(path))
  const isNamedSo = /\.ufdr$/i.test(container.name)
  if (file === undefined || file.unreadable !== null) {
    if (!isNamedSo) return null
    throw new SourceError(
      `${container.name} holds no report that can be read: it is protected, or cut off. Export it again from the program that made it, without a password.`,
    )
  }
  const head = await headOf(container, file)
  const form = /xmlns="http:\/\/pa\.cellebrite\.com\/report\/([^"]+)"/.exec(head)?.[1]
  if (form === undefined) {
    if (!isNamedSo) return null
    throw new SourceError(`The report of ${container.name} is not in a form that this program knows: export it again as UFDR.`)
  }
  if (form !== KNOWN_FORM)
    throw new SourceError(
      `The report of ${container.name} has form ${form}, which this program does not know (it reads form ${KNOWN_FORM}).`,
    )
  const stated = statedFacts(head)
  return { file, device: deviceOf(stated), platform: platformOf(stated) }
}

async function headOf(container: Container, file: StoredFile): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of await container.open(file)) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size >= HEAD_BYTES) break
  }
  const head = Buffer.concat(chunks).subarray(0, HEAD_BYTES)
  return new TextDecoder(head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(head)
}

/** Items of the sections that describe extraction and device, in their own words. The first value of a name counts. */
function statedFacts(head: string): Readonly<Record<string, string>> {
  const stated: Record<string, string> = {}
  for (const [, body = ''] of head.matchAll(/<metadata\s+section="(?:Extraction Data|Device Info)"[^>]*>([\s\S]*?)<\/metadata>/g)) {
    for (const [, name = '', value = ''] of body.matchAll(/<item\s[^>]*?name="([^"]+)"[^>]*>(?:<!\[CDATA\[)?([^<\]]*)/g)) {
      const text = unescaped(value).trim()
      if (text !== '') stated[unescaped(name)] ??= text
    }
  }
  const project = /<project\s([^>]*)>/.exec(head)?.[1] ?? ''
  for (const attribute of ['name', 'reportVersion', 'extractionType']) {
    const value = new RegExp(`\\b${attribute}="([^"]*)"`).exec(project)?.[1]
    if (value !== undefined && value !== '') stated[`Report ${attribute}`] = unescaped(value)
  }
  return stated
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (text: string): string => text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (all, name: string) => ENTITIES[name] ?? all)

function deviceOf(stated: Readonly<Record<string, string>>): DeviceFacts {
  const first = (...names: readonly string[]): string | null =>
    names.map((name) => stated[name]).find((value) => value !== undefined) ?? null
  const phoneNumber = first('MSISDN', 'LastUsedMSISDN', 'DeviceInfoMSISDN')
  return {
    ...NO_DEVICE_FACTS,
    name: first('DeviceInfoDetectedPhoneName', 'Device Name', 'DeviceInfoSelectedDeviceName'),
    model:
      [
        first('DeviceInfoSelectedManufacturer', 'DeviceInfoDetectedManufacturer'),
        first('DeviceInfoDetectedModel', 'DeviceInfoSelectedDeviceName'),
      ]
        .filter((part) => part !== null)
        .join(' ') || null,
    osVersion: first('DeviceInfoOSVersion', 'OS Version'),
    serialNumber: first('DeviceInfoSerial', 'Serial', 'Serial Number'),
    imei: first('IMEI', 'DeviceInfoIMEI'),
    iccid: first('ICCID', 'DeviceInfoICCID'),
    phoneNumber,
    country: phoneNumber === null ? null : (parsePhoneNumberFromString(phoneNumber)?.country ?? null),
    stated,
  }
}

function platformOf(stated: Readonly<Record<string, string>>): UfdrReport['platform'] {
  const words = Object.values(stated).join(' ')
  if (/\b(?:iphone|ipad|apple|ios)\b/i.test(words)) return 'ios'
  return /\b(?:android|samsung|xiaomi|huawei|pixel)\b/i.test(words) ? 'android' : 'unknown'
}
