// Bullets and numbers that stand before the items of a list. Mirrors articles/body/numbering.py.
import { box } from "desk/paste/blocks"
import { hasLetter, rules } from "desk/paste/rules"

export const BULLET = "•"
const STYLES = {
  "lower-alpha": "a",
  "lower-latin": "a",
  "upper-alpha": "A",
  "upper-latin": "A",
  "lower-roman": "i",
  "upper-roman": "I",
}
const NO_NUMBERS = ["none", "disc", "circle", "square"]
const GREEK = "lower-greek"
const MARKERS = new Set(["decimal", GREEK, ...NO_NUMBERS, ...Object.keys(STYLES)])
const MARKER = /^\(?([0-9]{1,3}|[a-zA-Z]{1,7})[.)]?$/
const ROMAN = Object.entries({ c: 100, xc: 90, l: 50, xl: 40, x: 10, ix: 9, v: 5, iv: 4, i: 1 })
const LARGEST = 9999
const DINGBATS = /^(symbol|wingdings|webdings)/
const TIGHT = rules.bullets.replace(/[·∙]/g, "")
const WRITTEN_BULLET = new RegExp(`^(?:[${TIGHT}]\ufe0f? *|[·∙] +)+(?=[^ \n])`)
const BULLET_BETWEEN = new RegExp(` [${rules.bullets}] `)
const WRITTEN_NUMBER = /^([0-9]{1,3})[.)] +(?=[^ \n])/

/** Read a number of an attribute, which may be 0 and less; null for anything else. */
export const numberIn = (text = "") => {
  const found = /^[ \t\n\v\f\r]*([+-]?[0-9]{1,9})(?![0-9])/.exec(text)
  return found && Math.abs(Number(found[1])) <= LARGEST ? Number(found[1]) : null
}

const listStyle = (style) =>
  style["list-style-type"] || (style["list-style"] ?? "").split(/\s+/).find((word) => MARKERS.has(word)) || ""

/** Return `ol` or `ul`: the style says what is seen before the items, where it says it, else the tag. */
export const kindOf = ({ tag, style }) => {
  const seen = listStyle(style)
  if (NO_NUMBERS.includes(seen) || seen === GREEK) return "ul"
  return seen === "decimal" || Object.hasOwn(STYLES, seen) ? "ol" : tag
}

/** Return the marker of an item that has to be written before its words, since no list of ours draws it. */
export const spelled = ({ style }, value) => {
  if (listStyle(style) !== GREEK) return ""
  let letters = ""
  for (let left = value; left > 0; left = Math.floor((left - 1) / rules.greek.length)) {
    letters = rules.greek[(left - 1) % rules.greek.length] + letters
  }
  return `${letters || value}.`
}

/** Say whether the first item of a list has the largest number. */
export const countsDown = ({ tag, attributes }) => tag === "ol" && attributes.has("reversed")

/** Return a list that counts down as one list for each item, since ours count up. */
export const countedDown = ({ children, given, numbers }) => {
  let value = children.length + 1
  return children.map((item, place) => {
    value = given.get(place) ?? value - 1
    return box("ol", [item], value, numbers)
  })
}

/** Return how a list or its item writes numbers: a, A, i, I, or "" for figures. */
export const numbersOf = ({ attributes, style }) => {
  const given = attributes.get("type") ?? ""
  return /^[aAiI]$/.test(given) ? given : (STYLES[listStyle(style)] ?? "")
}

/** Return the marker that a text in this font draws: letters of a picture font are bullets. */
export const drawn = (text, font) => (DINGBATS.test(font) ? BULLET : text)

const roman = (value) => {
  let rest = value
  let text = ""
  for (const [letters, worth] of ROMAN) {
    text += letters.repeat(Math.floor(rest / worth))
    rest %= worth
  }
  return text
}

/** Return what letters may mean as a number, the likelier first: “i” is one, “c” is the third. */
const lettersAs = (bare) => {
  const lower = bare.toLowerCase()
  const isLower = bare === lower
  if (!isLower && bare !== bare.toUpperCase()) return []
  const alpha = bare.length === 1 ? [[isLower ? "a" : "A", lower.charCodeAt(0) - 96]] : []
  let [value, rest] = [0, lower]
  for (const [letters, worth] of ROMAN) {
    for (; rest.startsWith(letters); rest = rest.slice(letters.length)) value += worth
  }
  const romans = rest || roman(value) !== lower ? [] : [[isLower ? "i" : "I", value]]
  return lower === "i" ? [...romans, ...alpha] : [...alpha, ...romans]
}

/** Read a marker; `before` is the list that it may go on with. Null for what no list counts, as “1.1”. */
export const placeOf = (marker, before) => {
  const found = MARKER.exec(marker)
  if (!hasLetter(marker) || marker === "o") return { kind: "ul", number: 1, numbers: "" }
  if (!found) return null
  const bare = found[1]
  if (/^[0-9]/.test(bare)) return { kind: "ol", number: Number(bare), numbers: "" }
  const readings = lettersAs(bare).map(([numbers, number]) => ({ kind: "ol", number, numbers }))
  return readings.find((place) => before && goesOn(before, place)) ?? readings[0] ?? null
}

/** Say whether an item of that place is the next one of a list. */
export const goesOn = (list, place) => {
  if (list.kind !== place.kind || list.numbers !== place.numbers) return false
  return list.kind === "ul" || place.number === list.start + list.children.length
}

/** Return how many characters at the start are a typed bullet; none, if it parts the words of a line. */
export const writtenBullet = (text) => {
  const length = WRITTEN_BULLET.exec(text)?.[0].length ?? 0
  return BULLET_BETWEEN.test(text.slice(length)) ? 0 : length
}

/** Return the number that starts a line, as in “2. Ice”, and how many characters it takes; or zeros. */
export const writtenNumber = (text) => {
  const found = WRITTEN_NUMBER.exec(text)
  return found ? [Number(found[1]), found[0].length] : [0, 0]
}
