// What every page loads: the components of the design system that need a script.
import { Button, createAll, ErrorSummary, ServiceNavigation, SkipLink } from 'govuk-frontend'

for (const component of [Button, ErrorSummary, ServiceNavigation, SkipLink]) createAll(component)

/** "Print, or save as PDF" and "Copy as plain text", wherever a page offers them. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) button.addEventListener('click', () => print())
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  button.addEventListener('click', () => {
    const words = document.getElementById(button.dataset['copy'] ?? '')?.textContent ?? ''
    void navigator.clipboard.writeText(words.trim()).then(() => say('Copied.'), () => say('It could not be copied. Select the words and copy them.'))
  })
}

function say(words: string): void {
  const status = document.getElementById('status')
  if (status) status.textContent = words
  const shown = document.querySelector<HTMLElement>('[data-said]')
  if (shown) shown.textContent = words
}
