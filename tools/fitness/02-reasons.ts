// Fitness check 2: every reason is worded, documented and reached by a test; nothing else is documented, and no code goes without a reason.
import { outdated, reasonsDocument } from '../docs/pages.ts'
import { readReasons, type WordedReason } from '../docs/reasons.ts'
import type { Fitness } from './fitness.ts'
import { withoutComments } from './imports.ts'
import { filesUnder, isTest, placesOf, textOf } from './tree.ts'

/** Where a quoted word in capitals, with an underscore, can be nothing but the code of a reason. */
const STAGES = /^src\/(core|people|draft|lines|check|signoff|publish|record|watch|commands|queries)\//
const CODE = /'(?<code>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g
const REFUSED = /\b(?:refuse|flaw)\(\s*'(?<code>[A-Z0-9_]+)'/g

export const reasons: Fitness = {
  number: 2,
  title: 'every reason is worded, documented and reached by a test',
  async look(root) {
    const worded = await readReasons(root)
    if (worded.length === 0) return { faults: unworded(root, []), waiting: ['no stage has a reasons.ts yet'] }
    return { faults: [...twice(worded), ...badlyWorded(worded), ...unworded(root, worded), ...unreached(root, worded), ...(await outdated(root, reasonsDocument))] }
  },
}

const twice = (worded: readonly WordedReason[]): readonly string[] =>
  worded.flatMap(({ code, file }, i) => worded.slice(0, i).filter(earlier => earlier.code === code).map(earlier => `${file} gives ${code} again: ${earlier.file} has it`))

const badlyWorded = (worded: readonly WordedReason[]): readonly string[] =>
  worded.filter(({ says }) => !/\S.*[.?\]]$/.test(says ?? '')).map(({ code, file, says = 'nothing' }) => `${file} has no sentence for ${code}: its \`says\` gives ${says}`)

/** Codes that the source gives and no reasons.ts words. */
function unworded(root: string, worded: readonly WordedReason[]): readonly string[] {
  const known = new Set(worded.map(({ code }) => code))
  return sources(root).flatMap(({ file, text }) => {
    const given = [...placesOf(file, text, REFUSED), ...(STAGES.test(file) ? placesOf(file, text, CODE) : [])]
    const unknown = given.filter(({ match }) => !known.has(match.groups!['code']!)).map(({ place, match }) => `${place} gives ${match.groups!['code']}, for which no reasons.ts has a sentence`)
    return [...new Set(unknown)]
  })
}

/** Reasons that the source never gives, or that no test ever names. */
function unreached(root: string, worded: readonly WordedReason[]): readonly string[] {
  const quoted = (texts: readonly string[]): ReadonlySet<string> => new Set(texts.flatMap(text => text.match(/(?<=['"`])[A-Z][A-Z0-9_]*(?=['"`])/g) ?? []))
  const given = quoted(sources(root).map(({ text }) => text))
  const tested = quoted([...filesUnder(root, 'src'), ...filesUnder(root, 'test')].filter(file => isTest(file) || file.startsWith('test/')).map(file => textOf(root, file)))
  return worded.flatMap(({ code, file }) => [...(given.has(code) ? [] : [`${file} has ${code}, which nothing gives`]), ...(tested.has(code) ? [] : [`${file} has ${code}, which no test reaches`])])
}

/** The source without its tests, its comments and the reasons themselves. */
const sources = (root: string): readonly { readonly file: string; readonly text: string }[] =>
  filesUnder(root, 'src').filter(file => file.endsWith('.ts') && !isTest(file) && !file.endsWith('/reasons.ts')).map(file => ({ file, text: withoutComments(textOf(root, file)) }))
