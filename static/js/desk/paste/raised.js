// Raised and lowered text in characters that need no mark. Mirrors articles/body/raised.py.
import { isSame, textOf } from "desk/paste/blocks"
import { hasLetter, lastOf, rules, words } from "desk/paste/rules"
import { PLAIN } from "desk/paste/styles"

const formsOf = ([plain, small]) => new Map([...plain].map((letter, place) => [letter, [...small][place]]))
const FORMS = { "^": formsOf(rules.raised), _: formsOf(rules.lowered) }
const [ORDINALS, ORDINALS_RU] = [words(rules.ordinals), words(rules.ordinals_ru)]
const ROUND_A_SIGN = / ?([-+−–=()]) ?/g

const isDigit = (character) => /^\p{Nd}$/u.test(character)

const written = (text, rise, before) => {
  const forms = FORMS[rise]
  const small = text.toLowerCase()
  if (![...text].some((letter) => hasLetter(letter) || forms.has(letter))) return text
  if (rise === "^") {
    if (isDigit(before) && ORDINALS.has(small)) return text
    if (isDigit(before) && ORDINALS_RU.has(small)) return `-${text}`
    if (Object.hasOwn(rules.signs, small)) return rules.signs[small]
  }
  const close = [...text.replace(ROUND_A_SIGN, "$1")]
  const isSmall = close.length <= rules.longest_raised && close.every((letter) => forms.has(letter))
  return isSmall ? close.map((letter) => forms.get(letter)).join("") : `${rise}(${text})`
}

const onTheLine = (runs, rise, before) => {
  const text = textOf(runs)
  const core = text.trim()
  if (!core) return runs
  const forms = FORMS[rise]
  const start = text.indexOf(core)
  const whole = written(core, rise, start ? "" : before)
  const looks = runs.filter(([piece]) => piece.trim()).map(([, look]) => look)
  let middle
  if (looks.every((look) => isSame(look, looks[0]))) middle = [[whole, looks[0]]]
  else if (whole === core) middle = runs
  else if (!whole.endsWith(")") && [...core].every((letter) => forms.has(letter) || letter === " ")) {
    middle = runs.map(([piece, look]) => [[...piece].map((letter) => forms.get(letter) ?? "").join(""), look])
  } else middle = [[`${rise}(`, PLAIN], ...runs, [")", PLAIN]]
  const around = [text.slice(0, start), text.slice(start + core.length)]
  return [[around[0], PLAIN], ...middle, [around[1], PLAIN]].filter(([piece]) => piece)
}

const isSentence = (runs) => {
  const text = textOf(runs).trim()
  return text.includes(" ") && [...text].length > rules.longest_raised
}

/** Return the runs of a line, or of a raised text in it, with everything on the line. */
export const settled = (runs) => {
  if (!runs.some(([, look]) => look.rise)) return runs
  const found = []
  for (let from = 0; from < runs.length; ) {
    const rise = runs[from][1].rise.slice(0, 1)
    let to = from
    while (to < runs.length && runs[to][1].rise.slice(0, 1) === rise) to++
    const lifted = runs.slice(from, to).map(([text, look]) => [text, { ...look, rise: look.rise.slice(1) }])
    const isRaisedTwice = lifted.every(([, look]) => look.rise)
    const isWholeLine = lifted.length === runs.length && isSentence(lifted)
    const inner = settled(lifted)
    const before = found.length ? lastOf(found.at(-1)[0]) : ""
    found.push(...(rise && !isRaisedTwice && !isWholeLine ? onTheLine(inner, rise, before) : inner))
    from = to
  }
  return found
}
