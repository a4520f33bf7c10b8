// Other readings of a text that has marks in it which nobody reads as letters: tags, entities, link addresses, masks. Each reading is as long as the text, so places are the same.

/** What stands where something is not read: an invisible sign. */
const UNREAD = '\u2063'
const unread = (marks: string) => UNREAD.repeat(marks.length)

const TAG = /<\/?[a-zA-Z][a-zA-Z0-9]{0,9}(?:\s[^<>]{0,120})?\/?>/g
const LINK = /\]\([^()\s]{0,200}\)/g
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|[a-z]{2,8});/gi
const POSSESSIVE = /['’][sS](?![a-zA-Z0-9])/g
const MASKED = /[a-zA-Z*]{3,60}/g
const MOST_MASKED = 50, MOST_GUESSES = 4

/** Readings besides the text itself, the same for everyone. `words` are those that a mask may hide, by their length. */
export function veilsOf(text: string, words: ReadonlyMap<number, readonly string[]>): readonly string[] {
  const readings: string[] = []
  const add = (reading: string) => {
    if (reading !== text && !readings.includes(reading)) readings.push(reading)
  }
  add(unmarked(text))
  if (text.includes("'s") || text.includes('’s') || text.includes("'S") || text.includes('’S')) add(text.replace(POSSESSIVE, unread))
  if (text.includes('@') || text.includes('$')) add(begun(text))
  if (text.includes('*')) for (const reading of unmasked(text, words)) add(reading)
  return readings
}

function unmarked(text: string): string {
  const untagged = text.includes('<') ? text.replace(TAG, unread) : text, unlinked = untagged.includes('](') ? untagged.replace(LINK, unread) : untagged
  return unlinked.includes('&') ? unlinked.replace(ENTITY, (whole, decimal?: string, hex?: string) => letterOf(whole, decimal, hex)) : unlinked
}

/** `@ctivist l@wyers`: a sign instead of the first letter counts only where there is another one inside a word. */
const begun = (text: string) => (/[a-zA-Z][@$!|0-9][a-zA-Z]/.test(text) ? text.replace(/(^|\s)(?:@(?![aA])|\$(?![sS]))(?=[a-zA-Z@$!]+(?:\s|$))/g, (sign, before: string) => before + (sign.endsWith('@') ? 'a' : 's')) : text)

function letterOf(whole: string, decimal?: string, hex?: string): string {
  const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(hex, 16) : 0
  return code > 32 && code < 0x3000 && (code < 0x2000 || code > 0x206f) ? String.fromCharCode(code) + UNREAD.repeat(whole.length - 1) : unread(whole)
}

/** Up to four readings, each with every masked word replaced by one that it may hide. */
function unmasked(text: string, words: ReadonlyMap<number, readonly string[]>): readonly string[] {
  return Array.from({ length: MOST_GUESSES }, (_, nth) => {
    let seen = 0
    return text.replace(MASKED, masked => (isMasked(masked) && seen++ < MOST_MASKED ? (hiddenBy(masked, words)[nth] ?? masked) : masked))
  })
}

const isMasked = (word: string) => word.includes('*') && /[a-zA-Z]/.test(word)

/** The words that a masked one may stand for; at least two of its letters are seen. */
function hiddenBy(masked: string, words: ReadonlyMap<number, readonly string[]>): readonly string[] {
  const small = masked.toLowerCase(), seen = small.replaceAll('*', '').length
  if (seen < 2) return []
  const same = (words.get(small.length) ?? []).filter(word => Array.from(small).every((sign, i) => sign === '*' || sign === word[i]))
  return same.length > 0 ? same : shorterThan(small, words)
}

/** A run of stars may stand for fewer letters than it has stars; the rest is not read. */
function shorterThan(small: string, words: ReadonlyMap<number, readonly string[]>): readonly string[] {
  const [, head = '', stars = '', tail = ''] = /^([a-z]*)(\*+)([a-z]*)$/.exec(small) ?? []
  if (stars === '' || head.length + tail.length < 3) return []
  const shorter = [...words].filter(([length]) => length < small.length && length > head.length + tail.length).flatMap(([, all]) => all)
  return shorter.filter(word => word.startsWith(head) && word.endsWith(tail)).map(word => word.slice(0, word.length - tail.length) + UNREAD.repeat(small.length - word.length) + tail)
}
