// Saving as one types: two seconds after the last key, on leaving a box and on leaving the page. What was typed is never lost.
import type { Part } from '../../draft/part.ts'
import { alarm, announce } from './say.ts'

const AFTER = 2_000, AGAIN = 10_000

interface Answer { readonly version?: number; readonly saved?: string; readonly code?: string; readonly sentence?: string; readonly theirs?: { readonly version: number; readonly parts: readonly Part[] } }

export function keepSaved(form: HTMLFormElement, { number }: { readonly number: number }): void {
  const over = form.querySelector<HTMLInputElement>('[name=over]')!, said = form.querySelector<HTMLElement>('[data-saved]')!
  let timer: ReturnType<typeof setTimeout> | undefined, dirty = false, stopped = false, saving: Promise<void> | undefined

  const later = (delay: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), delay)
  }
  const save = (): Promise<void> => (saving ??= put().finally(() => {
    saving = undefined
    if (dirty && !stopped) later(AFTER)
  }))

  async function put(leaving = false): Promise<void> {
    if (!dirty || stopped) return
    dirty = false
    try {
      const answer = await fetch(`/posts/${number}/draft`, { method: 'PUT', headers: { 'content-type': 'application/json', 'csrf-token': form.querySelector<HTMLInputElement>('[name=_csrf]')!.value }, body: JSON.stringify(typed(form)), keepalive: leaving })
      took(await answer.json() as Answer)
    } catch {
      dirty = true
      notSaved('Your words are still on this page; we try again every 10 seconds.')
      later(AGAIN)
    }
  }

  function took({ version, saved, sentence, theirs }: Answer): void {
    if (version !== undefined) {
      over.value = String(version)
      said.textContent = `${saved!}.`
      announce(saved!)
      return
    }
    dirty = true
    stopped = theirs !== undefined
    notSaved(sentence ?? 'Load the page again in another tab and compare.')
    if (theirs) showBoth(form, theirs.parts, () => {
      over.value = String(theirs.version)
      stopped = false
      void save()
    })
  }

  function notSaved(sentence: string): void {
    said.textContent = `Not saved. ${sentence}`
    alarm(`Not saved. ${sentence}`)
  }

  form.addEventListener('input', () => {
    dirty = true
    later(AFTER)
  })
  form.addEventListener('focusout', () => void save())
  // The form itself carries everything when it is sent: a save still on its way would make it stale.
  form.addEventListener('submit', event => {
    if (event.defaultPrevented) return
    clearTimeout(timer)
    dirty = false
    if (!saving) return
    event.preventDefault()
    const { submitter } = event
    void saving.then(() => form.requestSubmit(submitter))
  })
  addEventListener('pagehide', () => void put(true))
}

/** The form as the server reads it; it has no files. */
function typed(form: HTMLFormElement): object {
  const all = new FormData(form), texts = (name: string): readonly string[] => all.getAll(name).map(value => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '')), text = (name: string): string => texts(name)[0] ?? ''
  return { over: Number(text('over')), title: text('title'), kind: texts('kind'), words: texts('words'), channel: texts('channel'), from: text('from'), until: text('until') }
}

/** Both texts, one beside the other; nothing is lost, and the person decides. */
function showBoth(form: HTMLFormElement, theirs: readonly Part[], keepMine: () => void): void {
  const holder = form.querySelector<HTMLElement>('[data-conflict]')!, section = document.createElement('section')
  section.className = 'cs-section'
  const heading = document.createElement('h2'), lead = document.createElement('p'), acts = document.createElement('div')
  heading.textContent = 'Both texts'
  heading.tabIndex = -1
  lead.textContent = 'Yours stand in the boxes below, and what is saved stands here. Keep yours, keep theirs, or put them together in the boxes and keep yours.'
  acts.className = 'cs-actions'
  const button = (text: string, act: () => void): HTMLButtonElement => {
    const made = document.createElement('button')
    made.type = 'button'
    made.className = 'govuk-button govuk-button--secondary'
    made.textContent = text
    made.addEventListener('click', act)
    return made
  }
  acts.append(button('Keep mine', () => {
    holder.replaceChildren()
    keepMine()
  }), button('Keep theirs', () => location.reload()))
  const texts = theirs.map(({ text }) => {
    const box = document.createElement('div')
    box.className = 'cs-bytes'
    box.textContent = text
    return box
  })
  section.append(heading, lead, ...texts, acts)
  holder.replaceChildren(section)
  heading.focus()
}
