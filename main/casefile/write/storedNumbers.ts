/** Numbers of the evidence that the case file can hold. One that it cannot costs that value, never its row or its store. */

/** Dates that JavaScript can express. */
const MAX_DATE_MS = 8.64e15

export const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null)

export const whole = (value: number | null): number | null => (value !== null && Number.isSafeInteger(value) ? value : null)

/** UTC milliseconds, whole; null beyond what is a date. */
export const dateMs = (value: number | null): number | null => (value !== null && Math.abs(value) <= MAX_DATE_MS ? Math.trunc(value) : null)
