// npm run bench: our checker and the engines that people use, over the same posts in one run, as a table or with --json as one value.
import { PEERS, PLAIN_PEERS } from '../peers/peers.mjs'
import { floor, ours, oursPlainly } from './engines.ts'
import { measure, type Runner } from './measure.ts'
import { installPeers, measureApart } from './peers-ready.ts'
import { phrasesFor } from './phrases.ts'
import { makePosts } from './posts.ts'
import { disagreements } from './agreement.ts'

const POSTS = 10_000, ROUNDS = 5, SIZES = [300, 3_000] as const
const APART: readonly string[] = ['re2']

interface Row { readonly postsPerSecond: number; readonly ratio: number; readonly hits?: number }
type Rows = { [name: string]: Row }
interface Size { readonly ours: { readonly postsPerSecond: number }; readonly peers: Rows; readonly plain: { readonly ours: { readonly postsPerSecond: number }; readonly peers: Rows }; readonly disagreements: readonly string[] }

/** The figures to reach: our rate over theirs. */
const WANTED: { readonly [name: string]: number } = { alex: 1_000, retext: 1_000, 'textlint with prh': 1_000, harper: 1_000, 'write-good': 100, obscenity: 40, allprofanity: 15, 'textlint, one rule': 15 }
const WANTED_PLAIN: { readonly [name: string]: readonly [number, number] } = { re2: [2.5, 100], 'one JavaScript regular expression': [1, 8], floor: [0.5, 0.5] }

export async function table(args: readonly string[]): Promise<void> {
  installPeers()
  const sizes: { [phrases: string]: Size } = {}
  for (const size of SIZES) sizes[size] = await measureAt(size)
  const { ours: own, peers, plain } = sizes['300']!
  if (args.includes('--json')) console.log(JSON.stringify({ node: process.version, posts: POSTS, ours: own, peers, plain, sizes }))
  else for (const size of SIZES) show(size, sizes[size]!)
}

async function measureAt(size: (typeof SIZES)[number]): Promise<Size> {
  const phrases = phrasesFor(size), posts = makePosts(phrases, POSTS), texts = posts.map(post => post.text)
  const peers = await runnersOf(PEERS, phrases, texts, size === 300 ? 1 : 0.2), plainPeers = await runnersOf(Object.fromEntries(Object.entries(PLAIN_PEERS).filter(([name]) => !APART.includes(name))), phrases, texts, size === 300 ? 1 : 0.2)
  const [own, plain, bare, ...measured] = await measure([{ name: 'ours', count: ours(phrases), texts, share: POSTS * 3 }, { name: 'plain', count: oursPlainly(phrases), texts, share: POSTS * 10 }, { name: 'floor', count: floor, texts, share: POSTS * 100 }, ...peers, ...plainPeers], ROUNDS)
  const apart = APART.flatMap(name => {
    const answer = measureApart({ name, phrases, texts: texts.slice(0, Math.ceil(PLAIN_PEERS[name]!.posts * (size === 300 ? 1 : 0.1))), rounds: ROUNDS })
    return answer ? [{ name, ...answer }] : []
  })
  const rowsOf = (over: number, names: readonly string[]): Rows => Object.fromEntries([...measured, ...apart, bare!].filter(({ name }) => names.includes(name)).map(({ name, postsPerSecond, hits }) => [name, { postsPerSecond: Math.round(postsPerSecond), ratio: rounded(over / postsPerSecond), hits }]))
  return {
    ours: { postsPerSecond: Math.round(own!.postsPerSecond) }, peers: rowsOf(own!.postsPerSecond, Object.keys(PEERS)),
    plain: { ours: { postsPerSecond: Math.round(plain!.postsPerSecond) }, peers: rowsOf(plain!.postsPerSecond, [...Object.keys(PLAIN_PEERS), 'floor']) },
    disagreements: disagreements(phrases, posts),
  }
}

/** A peer that cannot be loaded here is left out of the table, and says so. */
async function runnersOf(peers: typeof PEERS, phrases: readonly string[], texts: readonly string[], share: number): Promise<readonly Runner[]> {
  const runners: Runner[] = []
  for (const [name, { posts, load }] of Object.entries(peers)) {
    try {
      runners.push({ name, count: await load(phrases), texts, share: Math.ceil(posts * share) })
    } catch (error) {
      process.stderr.write(`${name} is left out: ${error instanceof Error ? error.message.split('\n')[0]! : String(error)}\n`)
    }
  }
  return runners
}

const rounded = (ratio: number) => (ratio < 10 ? Math.round(ratio * 100) / 100 : Math.round(ratio))
const thousands = (number: number) => number.toLocaleString('en-GB')

function show(size: number, { ours: own, peers, plain, disagreements: apart }: Size): void {
  console.log(`\n${thousands(size)} phrases, ${thousands(POSTS)} posts, Node ${process.version}`)
  console.log(line('ours, every disguise', own.postsPerSecond))
  for (const [name, row] of Object.entries(peers)) console.log(line(name, row.postsPerSecond, row.ratio, size === 300 ? WANTED[name] : undefined))
  console.log(line('ours, plain pass', plain.ours.postsPerSecond))
  for (const [name, row] of Object.entries(plain.peers)) console.log(line(name, row.postsPerSecond, row.ratio, WANTED_PLAIN[name]?.[size === 300 ? 0 : 1]))
  console.log(apart.length === 0 ? 'Plain hits agree with one JavaScript regular expression.' : `Plain hits disagree ${apart.length} times:\n${apart.slice(0, 10).join('\n')}`)
}

function line(name: string, rate: number, ratio?: number, wanted?: number): string {
  const reached = ratio === undefined || wanted === undefined ? '' : `, wanted ${thousands(wanted)}${ratio >= wanted ? '' : `: not reached, ${Math.round((ratio / wanted) * 100)} in 100 of it`}`
  return `${name.padEnd(36)}${thousands(rate).padStart(12)} posts a second${ratio === undefined ? '' : `${thousands(ratio).padStart(10)} times${reached}`}`
}
