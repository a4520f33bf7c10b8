// The engines that the checker is measured beside, each behind the same small face: phrases in, a function from a text to its number of hits out.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const escaped = phrase => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
export const alternatives = phrases => `\\b(?:${phrases.toSorted((a, b) => b.length - a.length).map(escaped).join('|')})\\b`

/** `plain` engines find the phrases exactly as they stand and are held to what we find; the others have rules of their own or more to do. `posts`: about as many as a second takes. */
export const PEERS = {
  alex: { posts: 200, load: alex },
  retext: { posts: 200, load: retext },
  'textlint with prh': { posts: 60, load: textlintPrh },
  'textlint, one rule': { posts: 10_000, load: textlintOwn },
  'write-good': { posts: 5_000, load: writeGood },
  harper: { posts: 200, load: harper },
  obscenity: { posts: 3_000, load: obscenity },
  allprofanity: { posts: 5_000, load: allprofanity },
}
export const PLAIN_PEERS = {
  re2: { posts: 10_000, load: re2 },
  'one JavaScript regular expression': { posts: 100_000, load: regularExpression },
  '@monyone/aho-corasick': { posts: 10_000, load: ahoCorasick },
}

async function alex() {
  const { text } = await import('alex')
  return post => text(post).messages.length
}

async function retext() {
  const [{ retext: english }, equality, profanities, readability] = await Promise.all([import('retext'), ...['equality', 'profanities', 'readability'].map(name => import(`retext-${name}`))])
  const reader = english().use(equality.default).use(profanities.default).use(readability.default).freeze()
  return post => reader.processSync(post).messages.length
}

const defaultOf = module => module.default?.default ?? module.default ?? module

async function kernel(rule, options) {
  const [{ TextlintKernel }, plugin] = await Promise.all([import('@textlint/kernel'), import('@textlint/textlint-plugin-text')])
  const linter = new TextlintKernel(), how = { ext: '.txt', plugins: [{ pluginId: 'text', plugin: defaultOf(plugin) }], rules: [{ ruleId: 'phrases', rule, options }] }
  return async post => (await linter.lintText(post, how)).messages.length
}

async function textlintPrh(phrases) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-')), path = join(folder, 'prh.yml')
  writeFileSync(path, `version: 1\nrules:\n${phrases.map((phrase, i) => `  - expected: ${JSON.stringify(`word${i}`)}\n    patterns: ${JSON.stringify([`/\\b${escaped(phrase)}\\b/i`])}\n`).join('')}`)
  process.on('exit', () => rmSync(folder, { recursive: true }))
  return kernel(defaultOf(await import('textlint-rule-prh')), { rulePaths: [path] })
}

async function textlintOwn(phrases) {
  const pattern = new RegExp(alternatives(phrases), 'gi')
  return kernel(context => ({ [context.Syntax.Str]: node => { for (const match of context.getSource(node).matchAll(pattern)) context.report(node, new context.RuleError(match[0], { index: match.index })) } }), {})
}

async function writeGood() {
  const check = defaultOf(await import('write-good'))
  return post => check(post).length
}

async function harper(phrases) {
  const { LocalLinter, Dialect } = await import('harper.js'), { binaryInlined } = await import('harper.js/binaryInlined')
  const linter = new LocalLinter({ binary: binaryInlined, dialect: Dialect.British })
  await linter.setup()
  const { weirpack } = await import('./weirpack.mjs')
  const failed = await linter.loadWeirpackFromBytes(weirpack(phrases))
  if (failed) throw new Error(`Harper refuses the rules: ${JSON.stringify(failed).slice(0, 300)}`)
  const own = Object.keys(await linter.getLintConfig())
  await linter.setLintConfig(Object.fromEntries(own.map(name => [name, name.startsWith('Phrase')])))
  return async post => (await linter.lint(post)).length
}

async function obscenity(phrases) {
  const { DataSet, RegExpMatcher, englishRecommendedTransformers, parseRawPattern } = await import('obscenity')
  const set = new DataSet()
  for (const phrase of phrases) set.addPhrase(each => each.setMetadata({ originalWord: phrase }).addPattern(parseRawPattern(`|${phrase.replace(/[[\]?|\\]/g, '\\$&')}|`)))
  const matcher = new RegExpMatcher({ ...set.build(), ...englishRecommendedTransformers })
  return post => matcher.getAllMatches(post).length
}

async function allprofanity(phrases) {
  const { AllProfanity } = await import('allprofanity')
  const filter = new AllProfanity({ languages: [], performance: { enableCaching: false }, algorithm: { matching: 'aho-corasick' }, silent: true })
  filter.clearList()
  filter.add([...phrases])
  return post => filter.detect(post).positions.length
}

async function re2(phrases) {
  const { default: RE2 } = await import('re2')
  const pattern = new RE2(alternatives(phrases), 'gi')
  return post => {
    let hits = 0
    pattern.lastIndex = 0
    while (pattern.exec(post) !== null) hits++
    return hits
  }
}

async function regularExpression(phrases) {
  const pattern = new RegExp(alternatives(phrases), 'gi')
  return post => {
    let hits = 0
    pattern.lastIndex = 0
    while (pattern.exec(post) !== null) hits++
    return hits
  }
}

async function ahoCorasick(phrases) {
  const { AhoCorasick } = await import('@monyone/aho-corasick')
  const finder = new AhoCorasick([...phrases])
  return post => finder.matchInText(post.toLowerCase()).length
}
