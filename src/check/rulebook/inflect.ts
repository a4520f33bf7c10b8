// The forms of an English word that a rule writes as {lemma}: plural, third person, past and -ing, by the regular spelling rules.

/** The word itself and its regular forms, folded letters only; irregular ones a rule writes out. Forms that do not exist do no harm. */
export function inflect(word: string): readonly string[] {
  return [...new Set([word, ...plural(word), ...past(word).flatMap(stem => [stem + 'ed', stem + 'ing'])])]
}

function plural(word: string): readonly string[] {
  if (/[^aeiou]y$/.test(word)) return [word.slice(0, -1) + 'ies']
  return [word + (/(?:s|x|z|ch|sh)$/.test(word) ? 'es' : 's')]
}

/** The stems before -ed and -ing: `blam` of blame, `tri` and `try` of try, `stopp` beside `stop`. */
function past(word: string): readonly string[] {
  if (word.endsWith('e')) return [word.slice(0, -1)]
  if (/[^aeiou]y$/.test(word)) return [word.slice(0, -1) + 'i', word]
  return /[^aeiou][aeiou][^aeiouwxy]$/.test(word) ? [word, word + word.at(-1)!] : [word]
}
