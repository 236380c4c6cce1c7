/** Fewer than this may all have closed; of more, half at once is a file that was cut off or filtered. */
const fewRecords = 20

/** Does a source that gives so few of its records again give only a part of itself? */
export const isPart = (missing: number, known: number): boolean => missing >= fewRecords && missing * 2 > known
