// `check --jsonl`: one post a line in, one report a line out, in order, in blocks of lines, on one processor core or several.
import { Worker } from 'node:worker_threads'
import { judgeBlock, judgeWith, type Answers, type Judge } from './judge.ts'
import { readBlocks, type Block } from './input.ts'
import type { Io } from './io.ts'
import type { LoadedRulebook } from '../adapters/rulebook/read.ts'
import { progressOn } from './progress.ts'

export interface LinesGiven { readonly name: string | undefined; readonly loaded: LoadedRulebook; readonly workers: number }

/** Exit code 0 when every line was read, else 2. Never more than a few blocks are held at once. */
export async function checkLines({ name, loaded, workers }: LinesGiven, io: Io): Promise<number> {
  const progress = progressOn(io)
  let broken = 0
  const write = (answers: Answers) => {
    broken += answers.broken
    io.out(answers.text)
    progress.add(answers.lines)
  }
  try {
    if (workers === 1) await judgeHere(readBlocks(name, io), judgeWith(loaded), write)
    else await judgeThere(readBlocks(name, io), { loaded, workers }, write)
  } finally {
    progress.end()
  }
  return broken === 0 ? 0 : 2
}

async function judgeHere(blocks: AsyncIterable<Block>, judge: Judge, write: (answers: Answers) => void): Promise<void> {
  for await (const block of blocks) write(judgeBlock(block, judge))
}

/** Blocks go to the workers in turn, and their answers are written in the order of the blocks: a slow one holds up the writing, never the order. */
async function judgeThere(blocks: AsyncIterable<Block>, { loaded, workers }: { readonly loaded: LoadedRulebook; readonly workers: number }, write: (answers: Answers) => void): Promise<void> {
  const crew = Array.from({ length: workers }, () => new Colleague(loaded))
  const waiting: Promise<Answers>[] = []
  try {
    let turn = 0
    for await (const block of blocks) {
      waiting.push(crew[turn++ % workers]!.judge(block))
      if (waiting.length >= workers * 2) write(await waiting.shift()!)
    }
    for (const answers of waiting.splice(0)) write(await answers)
  } finally {
    for (const answers of waiting) answers.catch(() => undefined)
    await Promise.all(crew.map(each => each.end()))
  }
}

/** One worker, which answers its blocks in the order in which it got them. */
class Colleague {
  readonly #worker: Worker
  readonly #asked: { readonly done: (answers: Answers) => void; readonly failed: (fault: Error) => void }[] = []

  constructor({ document }: LoadedRulebook) {
    this.#worker = new Worker(new URL('./check-worker.ts', import.meta.url), { workerData: document })
    this.#worker.on('message', (answers: Answers) => this.#asked.shift()?.done(answers))
    this.#worker.on('error', fault => {
      for (const { failed } of this.#asked.splice(0)) failed(fault instanceof Error ? fault : new Error(String(fault)))
    })
  }

  judge(block: Block): Promise<Answers> {
    return new Promise((done, failed) => {
      this.#asked.push({ done, failed })
      this.#worker.postMessage(block)
    })
  }

  end = () => this.#worker.terminate()
}
