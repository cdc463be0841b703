/** Words of the time brush under map and graph. */
export const brushWords = {
  label: (unit: string) => `${unit} over time; draw a period with the mouse, or move its edges with the arrow keys`,
  from: 'Start of the period',
  to: 'End of the period',
  clear: 'Whole time',
} as const
