/** Words of choosing a file or folder. */
export const pathWords = {
  chooseFile: 'Choose file',
  chooseFolder: 'Choose folder',
  browse: 'Browse',
  up: 'Folder above',
  useFolder: 'Use this folder',
  empty: 'Nothing to choose here. Names that begin with a dot are not listed.',
  placeholder: 'Full path',
} as const
