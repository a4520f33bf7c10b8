// Says that something to be verified is not there or does not answer; the message is a sentence for whoever asked.

export class NotThere extends Error {}

/** The longest file of a record: a full bundle of the longest entries. What goes beyond is cut off, and so found to be damaged. */
export const LONGEST_FILE = 256 * (2 + 65_535) + 1
