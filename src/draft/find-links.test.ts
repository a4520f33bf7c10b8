// Addresses: what X and Mastodon take for one, and where it ends.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { linksOnMastodon, linksOnX } from './find-links.ts'

const onX = (text: string) => linksOnX(text).map(({ start, end }) => text.slice(start, end))
const onMastodon = (text: string) => linksOnMastodon(text).map(({ start, end }) => text.slice(start, end))

test('an address ends before the stop, the bracket or the comma that follows it', () => {
  assert.deepEqual(onX('See https://www.harbour.gov.uk/fees. (Or http://kelby.example.com/a_(b)), or harbour.uk/?x=1!'), ['https://www.harbour.gov.uk/fees', 'http://kelby.example.com/a_(b)', 'harbour.uk/?x=1'])
})

test('X takes a bare name for an address when its last part is a real one, Mastodon never', () => {
  const text = 'gov.uk/bins, www.saltmere.scot, notes.txt, e.g.this and https://gov.uk'
  assert.deepEqual(onX(text), ['gov.uk/bins', 'www.saltmere.scot', 'https://gov.uk'])
  assert.deepEqual(onMastodon(text), ['https://gov.uk'])
})

test('handles, hashtags, mail addresses and names joined to others are none', () => {
  assert.deepEqual(onX('@gov.uk #gov.uk clerk@gov.uk $gov.uk -gov.uk .gov.uk'), [])
})

test('a bare name after letters that are not Latin begins where the Latin ones do', () => {
  assert.deepEqual(onX('港gov.uk/x'), ['gov.uk/x'])
  assert.deepEqual(onX('http://港.jp/x'), ['http://港.jp/x'])
})

test('X’s own short address ends with its code', () => {
  assert.deepEqual(onX('https://t.co/abcdefghij/extra'), ['https://t.co/abcdefghij'])
  assert.deepEqual(onX(`https://t.co/${'a'.repeat(41)}`), [])
})

test('Mastodon takes letters of every script into a path', () => {
  assert.deepEqual(onMastodon('https://harbour.gov.uk/港/費用。 and https://harbour.gov.uk/a(b)c.'), ['https://harbour.gov.uk/港/費用。', 'https://harbour.gov.uk/a(b)c'])
})

test('links stand in order, apart, and inside the text, whatever it is', () => {
  const atom = fc.constantFrom('gov', '.', 'uk', 'https://', '/', 'a', '-', '@', '#', '(', ')', '?', '=', ' ', 'é', '港', '😀', 'co', '\u200e', '[', '_', ':8')
  fc.assert(fc.property(fc.array(atom, { maxLength: 25 }).map(atoms => atoms.join('')), text => {
    for (const links of [linksOnX(text), linksOnMastodon(text)]) {
      for (const [i, { start, end }] of links.entries()) assert.ok(start < end && end <= text.length && start >= (links[i - 1]?.end ?? 0), text)
    }
  }))
})

test('a text made to be slow is not', () => {
  const began = process.cpuUsage()
  for (const text of [`${'港'.repeat(4_990)}.`, 'a.'.repeat(2_500), `https://a.uk/${'('.repeat(4_000)}`, `https://a.uk/${'(a'.repeat(2_000)}`, `@${'a.'.repeat(2_400)}`]) {
    onX(text)
    onMastodon(text)
  }
  assert.ok(process.cpuUsage(began).user < 2_000_000)
})
