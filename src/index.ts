// The library's face: what a program that imports countersign may use.
export { check } from './check/check.ts'
export { readPost, readText, type CheckedPost } from './check/post.ts'
export { findingDigest, findingKey, reportDigest, reportToJson, withDigests, type Finding, type Report, type Verdict } from './check/report.ts'
export { loadRulebook, type Rulebook } from './check/rulebook/load.ts'
export type { RulebookDocument, RuleDocument } from './check/rulebook/document.ts'
export { loadRulebookFolder, type LoadedRulebook } from './adapters/rulebook/read.ts'
