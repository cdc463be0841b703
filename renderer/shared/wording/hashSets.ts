/** Words of the hash sets in the case view. */
export const hashSetWords = {
  text: 'A file of the case whose hash stands in a set is never shown and never exported: not in lists, not in chats, not in packages. It is only listed here. Exact hashes miss every copy that was changed or encoded again.',
  add: 'Add a hash set',
  addText:
    'A list of MD5, SHA-1 or SHA-256 hashes (one per line, or CSV), or JSON in the shape of VICS. It is read into the case; files that records name are compared now and after each import.',
  path: 'File with the hashes',
  name: 'Name of the set',
  namePlaceholder: 'The name of the file, when left empty',
  start: 'Add and compare',
  none: 'No hash set in this case',
  noneText:
    'With a set of known files, such as material of abuse or of another case, this machine finds them without anybody having to look at them.',
  sets: 'Sets',
  hits: 'Files of the case that stand in a set',
  noHits: 'No file of the case stands in one of the sets.',
  set: 'Set',
  entries: 'Hashes',
  fileHits: 'Files found',
  file: 'Read from',
  addedBy: 'Added',
  source: 'Source',
  filePath: 'File',
  category: 'Category',
  categoryTitle: 'The number that the set gives. What it means differs from country to country.',
  noCategory: 'none given',
  foundBy: 'Found by',
  records: 'Records',
  showRecord: (count: string, many: boolean) => `${count} ${many ? 'records' : 'record'}`,
  notCompared: (count: string, many: boolean) =>
    `${count} ${many ? 'files' : 'file'} could not be read and ${many ? 'were' : 'was'} not compared. Until then ${many ? 'they are' : 'it is'} not shown.`,
} as const
