// Holds what our checker finds against a regular expression over the same posts: whatever that finds, ours must find there too.
import { check } from '../../src/check/check.ts'
import { readText } from '../../src/check/post.ts'
import { alternatives } from '../peers/peers.mjs'
import type { BenchPost } from './posts.ts'
import { rulebookOf } from './rulebook-of.ts'

/** A sentence for each hit of the expression that none of ours covers, and for each post with a phrase in which ours finds nothing. */
export function disagreements(phrases: readonly string[], posts: readonly BenchPost[]): readonly string[] {
  const rulebook = rulebookOf(phrases), pattern = new RegExp(alternatives(phrases), 'gi')
  return posts.flatMap(({ text, phrase }) => {
    const post = readText(text)
    if (!post.ok) return [`cannot be read: ${text}`]
    const { findings } = check(rulebook, post.value)
    const missed = [...text.matchAll(pattern)].filter(({ 0: words, index }) => !findings.some(({ start, end }) => start < index + words.length && index < end))
    return [...missed.map(({ 0: words }) => `“${words}” is not found in: ${text}`), ...(phrase !== null && findings.length === 0 ? [`nothing is found in: ${text}`] : [])]
  })
}
