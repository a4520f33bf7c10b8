// The disguises that are tried: each turns a phrase into what somebody might write so that a list does not find it.
import type { Chance } from './chance.ts'

/** The disguised phrase; `from` and `to` where the words lie in it, when it has more around them. */
export interface Hidden { readonly text: string; readonly from?: number; readonly to?: number }
export interface Disguise { readonly name: string; readonly mechanical: boolean; readonly hide: (phrase: string, chance: Chance) => Hidden | undefined }

const letters = (phrase: string, change: (letter: string, at: number) => string) => Array.from(phrase, change).join('')
const by = (name: string, change: (phrase: string, chance: Chance) => string): Disguise => ({ name, mechanical: true, hide: (phrase, chance) => whole(phrase, change(phrase, chance)) })
/** Nothing where the disguise changes nothing. */
const whole = (phrase: string, text: string): Hidden | undefined => (text === phrase ? undefined : { text })
const around = (name: string, open: string, close: string): Disguise => ({ name, mechanical: true, hide: phrase => ({ text: open + phrase + close, from: open.length, to: open.length + phrase.length }) })
const first = (name: string, open: string, close: string): Disguise => ({
  name, mechanical: true,
  hide: phrase => {
    const [word, ...rest] = phrase.split(' ')
    return rest.length === 0 ? undefined : { text: `${open}${word!}${close} ${rest.join(' ')}`, from: open.length }
  },
})

/** Alphabets whose letters stand in a row in Unicode. */
const row = (small: number, capital = small) => (phrase: string) => letters(phrase, letter => (/[a-z]/.test(letter) ? String.fromCodePoint(small + letter.charCodeAt(0) - 97) : /[A-Z]/.test(letter) ? String.fromCodePoint(capital + letter.charCodeAt(0) - 65) : letter))
const table = (from: string, to: string) => {
  const into = Array.from(to), pairs = new Map(Array.from(from, (letter, i) => [letter, into[i]!]))
  return (phrase: string) => letters(phrase, letter => pairs.get(letter) ?? letter)
}
const between = (sign: string) => (phrase: string) => Array.from(phrase).map((letter, i, all) => (i > 0 && letter !== ' ' && all[i - 1] !== ' ' ? sign + letter : letter)).join('')
const inMiddle = (sign: string) => (phrase: string) => phrase.split(' ').map(word => (word.length > 4 ? word.slice(0, word.length >> 1) + sign + word.slice(word.length >> 1) : word)).join(' ')
const gaps = (sign: string) => (phrase: string) => phrase.replaceAll(' ', sign)
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** One letter inside a word, never the first. */
function mistype(phrase: string, chance: Chance, change: (word: string, at: number) => string): Hidden | undefined {
  if (phrase.replaceAll(' ', '').length < 10) return undefined
  const words = phrase.split(' '), long = words.flatMap((word, i) => (word.length > 3 ? [i] : [])), nth = chance.pick(long), word = words[nth]!
  words[nth] = change(word, 1 + chance.below(word.length - 2))
  return whole(phrase, words.join(' '))
}
const typo = (name: string, change: (word: string, at: number, chance: Chance) => string): Disguise => ({ name, mechanical: false, hide: (phrase, chance) => mistype(phrase, chance, (word, at) => change(word, at, chance)) })
const other = (chance: Chance) => chance.pick(Array.from('bcdfghjkmnpqrtvwxz'))

export const DISGUISES: readonly Disguise[] = [
  by('capitals', phrase => phrase.toUpperCase()),
  by('capitals here and there', phrase => letters(phrase, (letter, i) => (i % 2 === 0 ? letter.toUpperCase() : letter))),
  by('joined', gaps('')),
  { name: 'a hashtag', mechanical: true, hide: phrase => ({ text: `#${phrase.split(' ').map(capital).join('')}`, from: 1 }) },
  by('joined at a small letter', phrase => phrase.split(' ').map((word, i) => (i === 0 ? word : capital(word))).join('')),
  by('hyphens', gaps('-')), by('underscores', gaps('_')), by('line breaks', gaps('\n')), by('several spaces', gaps('   ')), by('no-break spaces', gaps('\u00a0')), by('dashes', gaps(' – ')), by('slashes', gaps('/')), by('dots between words', gaps('.')),
  by('full width', row(0xff41, 0xff21)), by('bold letters', row(0x1d41a, 0x1d400)), by('italic sans letters', row(0x1d622, 0x1d608)), by('script letters', row(0x1d4ea, 0x1d4d0)), by('black letters', row(0x1d586, 0x1d56c)), by('typewriter letters', row(0x1d68a, 0x1d670)),
  by('circled letters', row(0x24d0, 0x24b6)), by('letters in black circles', phrase => row(0x1f150, 0x1f150)(phrase)), by('letters in black squares', phrase => row(0x1f170, 0x1f170)(phrase)), by('flags', phrase => row(0x1f1e6)(phrase)), by('letters in brackets', row(0x249c)),
  by('small capitals', table('abcdeghijklmnoprtuvwyz', 'ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ')),
  by('Cyrillic letters', table('aceiopsxy', 'асеіорѕху')), by('Greek letters', table('aeioptuv', 'αειορτυν')), by('Armenian letters', table('ounh', 'օսոհ')), by('Cherokee letters', table('acehiltswyz', 'ᎪᏟᎬᎻᎥᏞᎢᏚᎳᎩᏃ')),
  by('accents', table('aceinostuy', 'áçéíñóšťúý')), by('marks upon letters', phrase => letters(phrase, (letter, i) => (letter !== ' ' && i % 2 === 0 ? `${letter}\u0336\u0301` : letter))), by('strokes through letters', table('dlhot', 'đłħøŧ')),
  by('spaces of no width', between('\u200b')), by('joiners', inMiddle('\u200d')), by('soft hyphens', inMiddle('\u00ad')), by('word joiners', inMiddle('\u2060')), by('direction marks', inMiddle('\u202e')), by('tags', inMiddle('\u{e0041}')),
  by('spaced', phrase => Array.from(phrase.replaceAll(' ', '  ')).join(' ').replaceAll('     ', '   ')), by('dotted', between('.')), by('hyphened', between('-')), by('underscored', between('_')), by('stars between', between('*')), by('middle dots', between('·')), by('bars between', between('|')),
  by('broken by a space', inMiddle(' ')), by('broken at a line end', inMiddle('-\n')),
  by('drawn out', phrase => phrase.replace(/[aeiou]/, '$&$&$&$&')), by('drawn out at the end', phrase => phrase + phrase.at(-1)!.repeat(3)), by('every letter twice', phrase => letters(phrase, letter => (letter === ' ' ? ' ' : letter + letter))),
  by('figures for letters', table('aeiost', '431057')), by('one figure', phrase => phrase.replace(/e|a|o|i/, letter => ({ e: '3', a: '4', o: '0', i: '1' })[letter]!)), by('signs for letters', phrase => table('asi', '@$!')(phrase).replace(/^[@$!]/, sign => ({ '@': 'a', $: 's', '!': 'i' })[sign]!)), by('l for i and I for l', phrase => phrase.replace(/l/g, 'I')),
  by('emoji between words', gaps(' 🔥 ')), by('emoji instead of spaces', gaps('👏')), by('emoji inside words', inMiddle('🔥')), by('emoji between letters', between('👏')),
  by('one letter masked', phrase => phrase.split(' ').map(word => (word.length > 4 ? `${word.slice(0, 2)}*${word.slice(3)}` : word)).join(' ')), by('several letters masked', phrase => phrase.split(' ').map(word => (word.length > 5 ? `${word.slice(0, 2)}**${word.slice(4)}` : word)).join(' ')),
  first('bold', '**', '**'), first('italic', '_', '_'), first('struck out', '~~', '~~'), first('code', '`', '`'), first('a tag', '<b>', '</b>'), first('a link', '[', '](https://example.org/a)'), first('quotation marks', '“', '”'), around('bold throughout', '**', '**'), around('brackets around', '(', ')'),
  by('entities', phrase => phrase.replace(/[aeo]/, letter => `&#${letter.charCodeAt(0)};`)),
  by('figures, spaced', phrase => between(' ')(table('aeo', '430')(phrase))), by('capitals with dots', phrase => between('.')(phrase.toUpperCase())), by('Cyrillic letters with spaces of no width', phrase => between('\u200b')(table('aceopx', 'асеорх')(phrase))),
  { name: 'another number of the noun', mechanical: true, hide: phrase => (phrase.replaceAll(' ', '').length < 10 || !/ /.test(phrase) || /(?:ss|ed|ing)$/.test(phrase) ? undefined : { text: phrase.endsWith('s') ? phrase.slice(0, -1) : `${phrase}s` }) },
  { name: 'a possessive', mechanical: true, hide: phrase => ({ text: `${phrase}’s`, to: phrase.length }) },
  typo('a letter left out', (word, at) => word.slice(0, at) + word.slice(at + 1)), typo('a letter doubled or added', (word, at, chance) => word.slice(0, at) + other(chance) + word.slice(at)), typo('a letter changed', (word, at, chance) => word.slice(0, at) + other(chance) + word.slice(at + 1)),
  typo('two letters turned about', (word, at) => word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2)),
]
