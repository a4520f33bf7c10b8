// The library's checker: `countersign/check`. Reads a rulebook, reads a post, says what was found and where. Needs no server, no file and no network.

export { check } from './check.ts'
export { BOUNDS, readPost, readText, type CheckedPost } from './post.ts'
export { findingDigest, findingKey, reportDigest, reportToJson, withDigests, type Finding, type Report, type Verdict } from './report.ts'
export { inspectRulebook, loadRulebook, type Rulebook, type WrongRule } from './rulebook/load.ts'
export type { Citation, Find, RuleDocument, RulebookDocument } from './rulebook/document.ts'
