/**
 * Measures what is claimed to be fast, each figure beside a named baseline of the same run. Not a test: nothing fails.
 *
 *     npm run bench                     200,000 messages, 200,000 positions, 669 MB encrypted, 221 MB of WhatsApp, 10,000 exhibits
 *     npm run bench -- --messages 1000000 --positions 1000000 --encrypted 2000
 */
import { parseArgs } from 'node:util'
import { availableParallelism, totalmem } from 'node:os'
import { benchDecryption } from './decryption.ts'
import { benchExports } from './exports.ts'
import { benchMessages } from './messages.ts'
import { benchPositions } from './positions.ts'
import { printTable } from './report.ts'
import { benchWhatsappBackup } from './whatsappBackup.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '200000' },
    positions: { type: 'string', default: '200000' },
    encrypted: { type: 'string', default: '669' },
    whatsapp: { type: 'string', default: '221' },
    exhibits: { type: 'string', default: '10000' },
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
