/** Opens an address in the person's own browser, with the platform's own command. */
import { spawn } from 'node:child_process'

/** The command for a platform. */
export function openerFor(platform: NodeJS.Platform, address: string): { readonly command: string; readonly args: readonly string[] } {
  if (platform === 'darwin') return { command: 'open', args: [address] }
  // `start` is a word of cmd and takes its first quoted argument as a title.
  if (platform === 'win32') return { command: 'cmd', args: ['/c', 'start', '', address] }
  return { command: 'xdg-open', args: [address] }
}

/** Fails without a word: the address is on the terminal too. */
export function openBrowser(address: string): void {
  const { command, args } = openerFor(process.platform, address)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
