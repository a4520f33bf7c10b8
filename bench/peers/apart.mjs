// Measures one plain peer in a process of its own, for a peer that was built for another Node than ours: asked on standard input, answered on standard output.
import { PLAIN_PEERS } from './peers.mjs'

let asked = ''
for await (const piece of process.stdin) asked += piece
const { name, phrases, texts, rounds } = JSON.parse(asked)
const count = await PLAIN_PEERS[name].load(phrases)
let best = 0, hits = 0
for (let round = 0; round < rounds; round++) {
  const from = process.cpuUsage()
  hits = 0
  for (const text of texts) hits += count(text)
  const { user, system } = process.cpuUsage(from)
  best = Math.max(best, (texts.length * 1_000_000) / (user + system))
}
process.stdout.write(JSON.stringify({ name, postsPerSecond: best, hits, node: process.version }))
