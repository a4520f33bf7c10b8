// A worker of `check --jsonl --workers N`: gets the rulebook's facts once and blocks of lines after that, and answers each block.
import { parentPort, workerData } from 'node:worker_threads'
import type { RulebookDocument } from '../check/rulebook/document.ts'
import { loadRulebook } from '../check/rulebook/load.ts'
import type { Block } from './input.ts'
import { judgeBlock, judgeWith } from './judge.ts'

const document = workerData as RulebookDocument, loaded = loadRulebook(document)
if (!loaded.ok) throw new TypeError('the rulebook was loaded before and cannot be loaded again')
const judge = judgeWith({ document, rulebook: loaded.value })
parentPort!.on('message', (block: Block) => parentPort!.postMessage(judgeBlock(block, judge)))
