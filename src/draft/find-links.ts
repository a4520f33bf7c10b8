// Finds the web addresses that platforms count short, by their published rules: X with or without "https://" before them, Mastodon only with it.
import { TOP_LEVEL_DOMAINS } from './top-level-domains.ts'

/** Where an address stands, in UTF-16 code units. */
export interface Link { readonly start: number; readonly end: number }

// The classes of signs are those of twitter-text 3.1.0 (validUrlPrecedingChars, validDomain, validUrlPath, validUrlQueryChars): X counts by it, and Mastodon by a descendant.
const TURNS = '\\u202a-\\u202e\\u061c\\u200e\\u200f\\u2066-\\u2069', NO_LETTERS = '\\ufffe\\ufeff\\uffff'
const NO_DOMAIN = `!'#%&()*+,\\\\\\-./:;<=>?@[\\]^_{|}~$\\t-\\r \\x85\\xa0\\u1680\\u180e\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000${NO_LETTERS}${TURNS}`
const ACCENTED = '\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\xff\\u0100-\\u024f\\u0253\\u0254\\u0256\\u0257\\u0259\\u025b\\u0263\\u0268\\u026f\\u0272\\u0289\\u028b\\u02bb\\u0300-\\u036f\\u1e00-\\u1eff'
const TOP = `(?:(?:${TOP_LEVEL_DOMAINS.join('|')})(?=[^0-9a-zA-Z@+-]|$)|xn--[-0-9a-z]+)`

/** One label of a name with the point after it: at most 63 signs (RFC 1035), which also keeps the search short. */
const label = (joins: string) => `(?:(?:[^${NO_DOMAIN}](?:[${joins}]|[^${NO_DOMAIN}]){0,61})?[^${NO_DOMAIN}]\\.)`
const DOMAIN = `${label('_-')}*${label('-')}${TOP}`

/** A path: its signs, brackets in pairs up to two deep, and an end that is no full stop. */
function path(inside: string, last: string): string {
  const brackets = `\\((?:${inside}+|${inside}*\\(${inside}+\\)${inside}*)\\)`
  return `(?:${inside}*(?:${brackets}${inside}*)*(?:${last}|${brackets})|@${inside}+/)`
}
const ON_X = path(`[a-z\\u0400-\\u04ff0-9!*';:=+,.$/%#[\\]\\-\\u2013_~@|&${ACCENTED}]`, `[+\\-a-z\\u0400-\\u04ff0-9=_#/${ACCENTED}]`)
const ON_MASTODON = path('[^\\s<>()?]', `[^\\s()?!*"'「」<>;:=,.$%[\\]~&|@]`)

const address = (protocol: string, pathSigns: string) => new RegExp(
  `(?<before>[^A-Za-z0-9@＠$#＃${NO_LETTERS}]|[${TURNS}]|^)(?<url>(?<protocol>https?://)${protocol}(?<domain>${DOMAIN})(?::[0-9]+)?(?<path>/${pathSigns}*)?`
  + `(?:\\?[a-z0-9!?*'@();:&=+$/%#[\\]\\-_.,~|]*[a-z0-9\\-_&=#/])?)`, 'gi')
const X = address('?', ON_X), MASTODON = address('', ON_MASTODON)
const ASCII_DOMAIN = new RegExp(`(?:[-a-z0-9${ACCENTED}]+\\.)+${TOP}`, 'gi')
/** X's own short addresses end with their code, whatever follows. */
const SHORTENED = /^https?:\/\/t\.co\/(?<code>[a-z0-9]+)(?:\?[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*[a-z0-9\-_&=#/])?/i
const LONGEST_CODE = 40

export const linksOnMastodon = (text: string): readonly Link[] =>
  (text.includes('://') ? Array.from(text.matchAll(MASTODON), match => ({ start: match.index + match.groups!['before']!.length, end: match.index + match[0].length })) : [])

export function linksOnX(text: string): readonly Link[] {
  return text.includes('.') ? Array.from(text.matchAll(X)).flatMap(match => {
    const { before, url, protocol, domain, path: after } = match.groups as { before: string; url: string; protocol?: string; domain: string; path?: string }
    const start = match.index + before.length
    if (protocol === undefined) return /[-_./]$/.test(before) ? [] : bareLinks(start, url, domain, after !== undefined)
    const short = SHORTENED.exec(url)
    if (!short) return [{ start, end: start + url.length }]
    return short.groups!['code']!.length > LONGEST_CODE ? [] : [{ start, end: start + short[0].length }]
  }) : []
}

/** Without "https://" only the plain letters of a name are an address; the last one found takes what follows the name. */
function bareLinks(start: number, url: string, domain: string, hasPath: boolean): readonly Link[] {
  const names = Array.from(domain.matchAll(ASCII_DOMAIN), match => ({ start: start + match.index, end: start + match.index + match[0].length }))
  const last = names.at(-1)
  return last && hasPath ? [...names.slice(0, -1), { start: last.start, end: last.start + url.length - (last.start - start) }] : names
}
