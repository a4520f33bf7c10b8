// Folding: what falls together, what stays apart, and that every folded letter keeps its place.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CAPITAL, STARTS, foldText } from './fold-text.ts'

const folded = (text: string) => foldText(text).letters

test('case, width, accents and lookalike letters fall together', () => {
  for (const text of ['activist lawyers', 'ACTIVIST LAWYERS', 'ａｃｔｉｖｉｓｔ　ｌａｗｙｅｒｓ', 'áctïvíst lawyêrs', 'a\u0301ctivist lawyers', 'асtіvіѕt lаwуеrѕ', 'αctινist lαωyεrs', '𝐚𝐜𝐭𝐢𝐯𝐢𝐬𝐭 𝓵𝓪𝔀𝔂𝓮𝓻𝓼', 'ⓐⓒⓣⓘⓥⓘⓢⓣ lawyers']) {
    assert.equal(folded(text), 'activist lawyers', text)
  }
})

test('spaces, hyphens, underscores, quotation marks and line breaks are one gap', () => {
  for (const text of ['activist   lawyers', 'activist-lawyers', 'activist_lawyers', 'activist\n\n lawyers', '“activist” ‘lawyers’', 'activist\u00a0–\u00a0lawyers']) assert.equal(folded(text).trim(), 'activist lawyers', text)
})

test('invisible signs are left out', () => {
  for (const sign of ['\u200b', '\u200d', '\u2060', '\u00ad', '\ufeff', '\u202e', '\u{e0041}', '\ufe0f', '\u0007']) assert.equal(folded(`act${sign}ivist`), 'activist', JSON.stringify(sign))
})

test('a pause inside a sentence and the end of one are told apart', () => {
  assert.equal(folded('judges, courts; (lawyers) go. On! Then? So…'), 'judges,courts,lawyers,go.on.then.so.')
})

test('a point inside an address is a pause, and a comma or point inside a number is nothing', () => {
  assert.equal(folded('See gov.uk for 3,000 of 2.3%.'), 'see gov,uk for 3000 of 23percent.')
})

test('an apostrophe inside a word is left out, and one beside it is a gap', () => {
  assert.equal(folded("don't don’t 'quoted' the lawyers' fees"), 'dont dont quoted the lawyers fees')
})

test('signs for words are read as words', () => {
  assert.equal(folded('50% & £5 ß æ'), '50percent and £5 ss ae')
})

test('a capital inside a joined word begins a word', () => {
  const starts = (text: string) => foldText(text).marks.flatMap((mark, i) => ((mark & STARTS) !== 0 ? [i] : []))
  assert.deepEqual(starts('#ActivistLawyers'), [0, 8])
  assert.deepEqual(starts('UKLabour'), [0, 2])
  assert.deepEqual(starts('two words'), [0, 4])
  assert.deepEqual(starts('LAWYERS'), [0])
})

test('a capital is remembered', () => {
  assert.equal(foldText('Labour').marks[0]! & CAPITAL, CAPITAL)
  assert.equal(foldText('labour').marks[0]! & CAPITAL, 0)
  assert.equal(foldText('Ｌabour').marks[0]! & CAPITAL, CAPITAL)
})

test('a place takes in the marks that stand on its letter', () => {
  const { from, to } = foldText('xs\u0301 y')
  assert.deepEqual([from[1], to[1]], [1, 3])
})

test('half a letter is a pause, never a fault', () => {
  assert.equal(folded('a\ud800b'), 'a,b')
})

test('every folded letter stands where it says, in order, for any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
    const { letters, from, to, marks } = foldText(text)
    assert.equal(from.length, letters.length)
    assert.equal(marks.length, letters.length)
    for (let i = 0; i < letters.length; i++) {
      assert.ok(from[i]! < to[i]! && to[i]! <= text.length)
      if (i > 0) assert.ok(from[i]! >= from[i - 1]!)
    }
    assert.doesNotMatch(letters, /[ ,.]{2}|^[ ,.]/)
  }))
})
