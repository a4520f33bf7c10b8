// The first two people's keys, in a demo: by the door of the signing origin that the printed links lead to, with the service's own keys.
import { SaidNo } from './actor.ts'
import type { FirstPerson } from './cast.ts'
import { visitor } from '../visit.ts'

interface Given { readonly payload: string; readonly mark: string; readonly nameSalt: string }
/** Codes of answers that say: done before. */
const DONE = ['FIRST_TWO_ENROLLED', 'NAME_TAKEN']

/** One after the other, so that the first named is the first pinned. Nothing to do for one who is enrolled. */
export async function enrolFirst(sign: string, people: readonly FirstPerson[], codes: readonly string[]): Promise<void> {
  const door = visitor(sign)
  for (const [i, { name, job, roles }] of people.entries()) {
    const asked = await door.json('/enrol/first/statement', { name, job, roles, demoCode: codes[i] })
    const said = JSON.parse(asked.text) as Partial<Given> & { readonly code?: string; readonly sentence?: string }
    if (said.code !== undefined && DONE.includes(said.code)) continue
    const { payload, mark, nameSalt } = said
    const signed = asked.status === 200 ? await door.json('/enrol/first/signed', { name, job, nameSalt, mark, payload }) : asked
    if (signed.status !== 200) throw new SaidNo(signed.status, (JSON.parse(signed.text) as { readonly sentence?: string }).sentence ?? signed.text)
  }
  door.close()
}
