// People, their keys and understandings, the team, the policy and the record, as each page says them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { department } from '../../test/journal-reader.ts'
import { rootOf } from '../../test/model/journal.ts'
import { PEOPLE, POLICY, STRICTER } from '../../test/people-of-arrivals.ts'
import { DAY } from '../core/instant.ts'
import { doors } from './doors.ts'
import { codePage, me } from './me.ts'
import { peoplePage } from './people-page.ts'
import { enrolmentFor, personPage } from './person-page.ts'
import { policyPage } from './policy-page.ts'
import { postsList } from './posts-list.ts'
import { recordPage } from './record-page.ts'
import { confirmPage, teamPage } from './team-page.ts'

const must = (refusal: unknown) => assert.equal(refusal, undefined)

test('everybody is listed with what they can do today', async () => {
  const journal = department(), { people, lead, mayAdd } = await peoplePage(journal.asking('ada'))
  assert.equal(lead, '12 people are known here; 9 can write, sign or release today.')
  assert.ok(mayAdd)
  assert.equal((await peoplePage(journal.asking('asha'))).mayAdd, false)
  assert.match(people.find(({ name }) => name === 'Asha Quill')!.state.text, /^Current until/)
})

test('a person’s page says who vouched, who confirmed, and until when', async () => {
  const journal = department(), page = await personPage(journal.asking('ben'), 'asha-quill')
  assert.ok(page.ok)
  assert.match(page.value.roles[0]!.understanding, /^Current until 20 September 2027, confirmed by Hugh Banner\.$/)
  assert.match(page.value.keys[0]!.text, /^Counts: .*vouched for it\.$/)
  assert.equal(page.value.mayEnrol, false)
  const nobody = await personPage(journal.asking('ben'), 'nobody-here')
  assert.equal(nobody.ok ? 'there' : nobody.code, 'PERSON_UNKNOWN')
})

test('only the person or an administrator begins an enrolment, for what is held already', async () => {
  const journal = department(), own = await enrolmentFor(journal.asking('asha'), 'asha-quill'), other = await enrolmentFor(journal.asking('ben'), 'asha-quill'), administrator = await enrolmentFor(journal.asking('ada'), 'asha-quill')
  assert.ok(own.ok)
  assert.deepEqual([own.value.roles, own.value.manager, administrator.ok], [['press-officer'], PEOPLE.hugh.id, true])
  assert.equal(other.ok ? 'begun' : other.code, 'RIGHT_MISSING')
})

test('a manager sees who waits, and nobody confirms themselves or somebody else’s report', async () => {
  const journal = department()
  must(journal.declare('ben', 'press-officer'))
  assert.deepEqual((await teamPage(journal.asking('hugh'))).toConfirm.map(({ name, role }) => `${name}, ${role}`), ['Ben Folio, press officer'])
  assert.equal((await confirmPage(journal.asking('hugh'), 'ben-folio')).ok, true)
  const codes = await Promise.all((['ben', 'priya'] as const).map(async slug => confirmPage(journal.asking(slug), 'ben-folio')))
  assert.deepEqual(codes.map(answer => (answer.ok ? 'may' : answer.code)), ['SELF_CONFIRM', 'NOT_THEIR_MANAGER'])
})

test('one’s own page offers the renewal when an understanding has run out', async () => {
  const journal = department()
  journal.wait(301 * DAY)
  const page = await me(journal.asking('asha'))
  assert.ok(page.ok)
  assert.deepEqual(page.value.due, { href: '/me/understanding/press-officer', text: 'Renew my understanding as press officer' })
  const foreign = await codePage(journal.asking('asha'), 'duty-editor')
  assert.equal(foreign.ok ? 'read' : foreign.code, 'ROLE_NOT_HELD')
})

test('a change of policy waits for a second person, and whoever proposed it is told so', async () => {
  const journal = department()
  must(journal.policy('hugh', STRICTER))
  const [own, second] = [await policyPage(journal.asking('hugh'), undefined), await policyPage(journal.asking('priya'), undefined)]
  assert.equal(own.proposed[0]!.why, 'You proposed this change, so somebody else must approve it.')
  assert.deepEqual([second.proposed[0]!.mayApprove, second.proposed[0]!.by], [true, 'Hugh Banner, head of news, proposed this.'])
  assert.match(second.proposed[0]!.words.routes[0]!.text, /extra check/)
  assert.equal((await policyPage(journal.asking('asha'), POLICY)).proposed[0]!.why, 'You do not have the right to change policy.')
})

test('the record is called whole only when the kept entries give the signed root', async () => {
  const journal = department(), size = journal.entries.length, at = journal.now
  const whole = await recordPage(journal.asking('ines'), { root: rootOf(size), at }, undefined), changed = await recordPage(journal.asking('ines'), { root: rootOf(1), at }, undefined)
  assert.equal(whole.lead, `The record is whole: ${size} entries, checked at 09:00.`)
  assert.match(changed.lead, /does not match/)
  assert.equal(whole.entries.length, Math.min(25, size))
})

test('a search finds words in any part, and says so when there are none', async () => {
  const journal = department()
  journal.draft('asha', [{ kind: 'text', text: 'Ferries' }, { kind: 'alt', text: 'A harbour at dusk' }])
  assert.equal((await postsList(journal.asking('ines'), 'harbour dusk')).hits.length, 1)
  assert.equal((await postsList(journal.asking('ines'), 'airport')).lead, 'No post has these words. Search also looks in captions, subtitles, alt text and link cards.')
})

test('the demonstration’s doors say what each person shows', async () => {
  const journal = department(), all = await doors(journal.asking('asha')), of = (name: string) => all.find(door => door.name === name)!.shows
  assert.equal(all[0]!.name, 'Asha Quill')
  assert.match(of('Sol Verso'), /neither write, sign nor release/)
  assert.match(of('Dora Galley'), /^Sign for the press office/)
})
