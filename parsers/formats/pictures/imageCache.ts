/** The picture cache of SDWebImage, which many iPhone apps use: a file is named for the address it was fetched from. */
import { createHash } from 'node:crypto'

/** MD5 of the address in hex, newer versions with the ending of the address's path (SDDiskCache.m). Both names, the plain one first. */
export function cacheNamesOf(address: string): readonly string[] {
  const name = createHash('md5').update(address, 'utf8').digest('hex')
  const ending = /^[a-z]+:\/\/[^/?#]+\/[^?#]*\.([a-z\d]{1,10})(?:[?#]|$)/iu.exec(address)?.[1]
  return ending === undefined ? [name] : [name, `${name}.${ending}`]
}
