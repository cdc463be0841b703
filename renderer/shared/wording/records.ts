/** Words that describe a record where its own text does not. */
export const recordWords = {
  answered: 'answered',
  notAnswered: 'not answered',
  answerUnknown: 'answered or not: not stored',
  video: 'video',
  attachments: (count: number) => (count === 1 ? '1 attachment' : `${count} attachments`),
  notInExtraction: 'not in the extraction',
  noText: 'no text',
  noAmount: 'amount not stored',
  radius: (distance: string) => `± ${distance}`,
  noRadius: 'radius not stored',
  reactionAdded: (label: string) => `reacted ${label}`,
  reactionRemoved: (label: string) => `took back the reaction ${label}`,
} as const
