// Checks a text with a rulebook of one rule, and prints where it was hit and what to write instead.
import { check, loadRulebook, readText } from 'countersign/check'

const loaded = loadRulebook({
  format: 'countersign-rulebook/1', id: 'example', version: '1.0', title: 'An example',
  rules: [{
    id: 'EXA-01', title: 'Weather is not an enemy', level: 'check', duty: 'Explain, never attack.', says: 'speaks of weather as of an enemy', why: 'Nobody is at war with rain.', advice: 'Say how much rain fell.', leaves: 'All other weather.',
    cite: [{ source: 'The example’s own', clause: null, address: null, quotation: null, read: null, confirmed: true }],
    scope: { channels: ['departmental', 'ministerial', 'arms-length'], parts: ['text', 'alt', 'caption', 'cue', 'seen', 'card', 'poll', 'quote', 'profile'], jurisdictions: [] },
    find: { kind: 'words', lists: {}, match: [{ words: '(murderous|merciless) {storm}', instead: ['heavy rain'], says: null }], near: [], unless: [{ words: 'novel', within: 'part' }], excusedByLink: false },
    examples: { flags: ['[[Murderous storms]] came.', 'The [[merciless storm]] goes on.', '#[[MercilessStorm]]'], passes: ['Heavy storms came.', 'The murderous storm of the novel.', 'A merciless referee.'] },
  }],
})
if (!loaded.ok) throw new Error(`${String(loaded.facts.place)} ${String(loaded.facts.wrong)}`)

const post = readText('Stay in: another m3rciless s\u200btorm is near.')
if (!post.ok) throw new Error(post.code)
const report = check(loaded.value, post.value)
for (const { rule, start, end, match, instead } of report.findings) console.log(`${rule} at ${start} to ${end}: “${match}”, write “${instead[0]}”`)
console.log(report.verdict)
