/**
 * Measures what is claimed to be fast, each figure beside a named baseline of the same run. Not a test: nothing fails.
 *
 *     npm run bench                     200,000 messages, 200,000 positions, 669 MB encrypted, 221 MB of WhatsApp, 10,000 exhibits, a package of 50,000,
 *                                       200,000 WhatsApp messages of Android, 1,000,000 positions of Records.json
 *     npm run bench -- --messages 1000000 --positions 1000000 --encrypted 2000
 */
import { parseArgs } from 'node:util'
import { availableParallelism, totalmem } from 'node:os'
import { benchDecryption } from './decryption.ts'
import { benchExports } from './exports.ts'
import { benchLocationRecords } from './locationRecords.ts'
import { benchMessages } from './messages.ts'
import { benchPackagePages } from './packagePages.ts'
import { benchPositions } from './positions.ts'
import { printTable } from './report.ts'
import { benchWhatsappBackup } from './whatsappBackup.ts'
import { benchWhatsappMessages } from './whatsappMessages.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '200000' },
    positions: { type: 'string', default: '200000' },
    encrypted: { type: 'string', default: '669' },
    whatsapp: { type: 'string', default: '221' },
    msgstore: { type: 'string', default: '200000' },
    records: { type: 'string', default: '1000000' },
    exhibits: { type: 'string', default: '10000' },
    pages: { type: 'string', default: '50000' },
  },
})

console.log(`Node ${process.version}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB`)
printTable(
  `Import of an iTunes backup with ${Number(values.messages).toLocaleString('en')} messages`,
  await benchMessages(Number(values.messages)),
)
printTable(
  `Import of a routined Cache.sqlite with ${Number(values.positions).toLocaleString('en')} positions`,
  await benchPositions(Number(values.positions)),
)
printTable(`Decryption of ${Number(values.encrypted)} MB of an encrypted backup`, await benchDecryption(Number(values.encrypted)))
printTable(`A msgstore.db.crypt15 of a database of ${Number(values.whatsapp)} MB`, await benchWhatsappBackup(Number(values.whatsapp)))
printTable(`Export of ${Number(values.exhibits).toLocaleString('en')} exhibits over 5 devices`, await benchExports(Number(values.exhibits)))
printTable(`A package of ${Number(values.pages).toLocaleString('en')} exhibited messages`, await benchPackagePages(Number(values.pages)))
printTable(
  `Import of a msgstore.db with ${Number(values.msgstore).toLocaleString('en')} messages`,
  await benchWhatsappMessages(Number(values.msgstore)),
)
printTable(
  `Import of a Records.json with ${Number(values.records).toLocaleString('en')} positions`,
  await benchLocationRecords(Number(values.records)),
)
