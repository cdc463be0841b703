/** Words for what opens an encrypted extraction. */
export const passwordWords = {
  label: 'Password of the backup (as set in iTunes, Finder or on the phone), or the 64 digits of a WhatsApp key',
  keyFile: 'Or the file that holds the key (WhatsApp, Signal and other databases that are encrypted)',
  open: 'Open',
  show: 'Show what I type',
  hide: 'Hide what I type',
  kept: 'It is kept in memory until the case is closed, and never written to the case, a log or a file.',
} as const
