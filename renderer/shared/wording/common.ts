/** Words that every view uses. */
export const commonWords = {
  loading: 'Loading',
  stillLoading: 'Still loading.',
  cancel: 'Cancel',
  retry: 'Try again',
  close: 'Close',
  save: 'Save',
  copy: 'Copy',
  copyFailed: 'The system refused the clipboard. Nothing was copied.',
  failedTitle: 'This could not be shown',
  noTime: 'no time',
  unknownParty: 'not stored',
  more: (count: string) => `${count} more`,
  examinedDevice: 'owner of an examined device',
  viewCrashed: (view: string) => `The ${view} view stopped`,
  viewCrashedText: 'Nothing in the case has changed, and the other views still work.',
  showViewAgain: 'Show the view again',
} as const
