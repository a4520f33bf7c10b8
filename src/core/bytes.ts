// Bytes and their spellings (UTF-8, hex, base64url), without anything that only Node or only a browser has.

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The UTF-8 bytes of a text. A lone surrogate is a fault: callers refuse it where words come in. */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no UTF-8 form')
  return encoder.encode(text)
}

/** The text of UTF-8 bytes; throws on malformed bytes, and keeps a byte order mark so that it can be seen and refused. */
export const utf8ToText = (bytes: Uint8Array): string => decoder.decode(bytes)

export function concat(...pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += PAIRS[byte]!
  return text
}

/** The bytes of lower-case hexadecimal digits; throws on anything else. */
export function hexToBytes(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new TypeError('not lower-case hexadecimal')
  return Uint8Array.from(text.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const NO_LETTER = 64
/** The value of each letter by its code: a table, since verifying decodes every statement on its way through. */
const VALUES = new Uint8Array(128).fill(NO_LETTER)
for (const [value, letter] of Array.from(ALPHABET).entries()) VALUES[letter.charCodeAt(0)] = value

/** base64url without padding (RFC 4648 section 5). */
export function base64url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]]
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    text += ALPHABET[bits >> 18]! + ALPHABET[(bits >> 12) & 63]!
    if (b !== undefined) text += ALPHABET[(bits >> 6) & 63]!
    if (c !== undefined) text += ALPHABET[bits & 63]!
  }
  return text
}

/** The bytes of unpadded base64url; throws unless the text is the one spelling of them (no padding, no spare bits). */
export function base64urlToBytes(text: string): Uint8Array {
  if (text.length % 4 === 1) throw new TypeError('not base64url')
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0, held = 0, at = 0
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? NO_LETTER
    if (value === NO_LETTER) throw new TypeError('not base64url')
    bits = ((bits << 6) | value) & 0xffffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[at++] = (bits >> held) & 255
    }
  }
  if ((bits & ((1 << held) - 1)) !== 0) throw new TypeError('not the one spelling in base64url')
  return bytes
}

/** The letters that may come last when two or three are left over: those whose spare bits are nought. */
const LAST = ['', '', 'AQgw', 'AEIMQUYcgkosw048']

/** Whether a text is the one spelling of some bytes in base64url; quicker than reading them. */
export const isBase64url = (text: string): boolean => /^[A-Za-z0-9_-]*$/.test(text) && (text.length % 4 === 0 || (text.length % 4 !== 1 && LAST[text.length % 4]!.includes(text.at(-1)!)))

/** Standard base64 with padding, as the C2SP note and checkpoint formats want it. */
export function base64(bytes: Uint8Array): string {
  const url = base64url(bytes).replaceAll('-', '+').replaceAll('_', '/')
  return url + '='.repeat((4 - (url.length % 4)) % 4)
}

/** The bytes of padded standard base64; throws on any other spelling. */
export function base64ToBytes(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) throw new TypeError('not base64')
  return base64urlToBytes(text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'))
}
