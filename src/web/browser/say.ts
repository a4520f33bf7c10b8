// The two regions that a screen reader hears: news politely, and what must not be missed at once.

export const announce = (words: string): void => write('status', words)
export const alarm = (words: string): void => write('alert', words)

function write(region: 'status' | 'alert', words: string): void {
  const element = document.getElementById(region)
  if (element) element.textContent = words
}
