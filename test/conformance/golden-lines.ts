// Writes the golden line and library of version 1: `node test/conformance/golden-lines.ts`. Run once for each version that is released; what is there is never written again.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OrganisationId, PersonId } from '../../src/core/id.ts'
import type { Instant } from '../../src/core/instant.ts'
import { libraryToBytes, type LineLibrary } from '../../src/lines/library.ts'
import { lineToBytes, type Line, type LineId } from '../../src/lines/line.ts'

export const GOLDEN_LINES = join(import.meta.dirname, 'golden', 'lines', 'v1')

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const person = (n: number) => uuid(n) as PersonId

/** A line with every member filled. */
export const goldenLine: Line = {
  v: 1, id: uuid(31) as LineId, organisation: uuid(1) as OrganisationId, number: 31, words: 'The harbour rules are rigid — “open to abuse”, and they cost every town £2,000 a year.',
  supplier: { person: person(5), as: 'special-adviser', office: 'the Harbour Secretary’s office' }, supplied: '2026-08-24T09:00:00.000Z' as Instant,
  cleared: { for: ['ministerial'], by: person(7), at: '2026-08-24T11:30:00.000Z' as Instant, until: '2026-12-01T00:00:00.000Z' as Instant },
  withdrawn: { by: person(7), at: '2026-08-26T10:00:00.000Z' as Instant, why: 'The figure has been revised.', instead: 34 },
}
export const goldenLibrary: LineLibrary = {
  v: 1, organisation: goldenLine.organisation, version: 3, thresholds: { light: 650, partial: 500, letters: 17, words: 4, run: 200, near: 550 },
  lines: [goldenLine, { v: 1, id: uuid(34) as LineId, organisation: goldenLine.organisation, number: 34, words: 'The harbour rules are under review.', supplier: { person: null, as: 'statistician', office: 'the Office for Tides' }, supplied: '2026-08-26T10:00:00.000Z' as Instant, cleared: null, withdrawn: null }],
}

if (import.meta.main) {
  await mkdir(GOLDEN_LINES, { recursive: true })
  await writeFile(join(GOLDEN_LINES, 'line.json'), lineToBytes(goldenLine), { flag: 'wx' })
  await writeFile(join(GOLDEN_LINES, 'library.json'), libraryToBytes(goldenLibrary), { flag: 'wx' })
}
