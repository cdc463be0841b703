/** Words of choosing a file or folder. */
export const pathWords = {
  chooseFile: 'Choose file',
  chooseFolder: 'Choose folder',
  browse: 'Browse',
  up: 'Folder above',
  useFolder: 'Use this folder',
  empty: 'This folder is empty.',
  placeholder: 'Full path',
} as const
