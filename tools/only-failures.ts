// Reports a test run by its failures alone: the test, what it says is wrong, and what its file wrote to standard error.
import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'
import { root } from './root.ts'

export async function* onlyFailures(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const written = new Map<string, string>()
  for await (const { type, data } of events) {
    if (type === 'test:stderr') written.set(data.file, (written.get(data.file) ?? '') + data.message)
    if (type !== 'test:fail' || isParent(data.details.error)) continue
    const { name, file = name, line, details } = data
    yield `✖ ${name}\n  at ${file.replace(`${root}/`, '')}:${line ?? 1}\n${indented(wrong(details.error))}\n${indented(written.get(file) ?? '')}`
    written.delete(file)
  }
}

/** A test that failed only because one inside it did, which is reported itself. */
const isParent = (error: Error): boolean => 'failureType' in error && error.failureType === 'subtestsFailed'

const wrong = ({ cause, message }: Error): string => (cause instanceof Error ? inspect(cause) : typeof cause === 'string' ? cause : message)

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ')
