/** Words for the password of an encrypted backup. */
export const passwordWords = {
  label: 'Password of the backup, as set in iTunes or Finder',
  open: 'Open the backup',
  show: 'Show what I type',
  hide: 'Hide what I type',
  kept: 'It is kept in memory until the case is closed, and never written to the case, a log or a file.',
} as const
