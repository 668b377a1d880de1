// What a story's text is made of. Mirrors articles/body/blocks.py. A run is [text, look].
import { hasLetter, lastOf } from "desk/paste/rules"
import { PLAIN } from "desk/paste/styles"

const CLOSING = ".,;:!?…)]}”’»%"
const OPENING = "([{«„“"

export const line = (kind, runs = [], marker = "", level = 0) => ({ kind, runs, marker, level })
export const box = (kind, children = [], start = 1, numbers = "") => ({ kind, children, start, numbers, given: new Map() })
export const isLine = (block) => Boolean(block.runs)
export const textOf = (runs) => runs.map(([text]) => text).join("")
export const isSame = (one, other) =>
  ["strong", "em", "href", "rise", "isTurned"].every((name) => one[name] === other[name])

const append = (runs, text, look) => {
  const before = runs.at(-1)
  if (before && isSame(before[1], look)) before[0] += text
  else runs.push([text, look])
}

/** Join neighbours of one look and leave one space where there were several, none at the ends. */
export const joined = (pieces) => {
  const runs = []
  let space = null
  for (const [text, given] of pieces) {
    const core = text.replace(/^ +| +$/g, "")
    const before = runs.at(-1)
    const look = !core || core === "\n" ? (before && isSame(before[1], given) ? given : PLAIN) : given
    if (core === "\n") space = null
    else if (space === null && text.startsWith(" ")) space = look
    if (core && (core !== "\n" || runs.length)) {
      if (space !== null && runs.length && !runs.at(-1)[0].endsWith("\n")) append(runs, " ", space)
      append(runs, core, look)
      space = text.endsWith(" ") ? look : null
    }
  }
  while (runs.length && runs.at(-1)[0].endsWith("\n")) shorten(runs)
  return runs
}

/** Take away the last character. */
const shorten = (runs) => {
  const [text, look] = runs.pop()
  const kept = text.slice(0, -lastOf(text).length)
  if (kept) runs.push([kept, look])
}

/** Return the text that follows where something was cut out after `runs`, and set the spaces between them. */
export const mended = (runs, given, isApart) => {
  let text = given
  while (runs.length && ["()", "[]"].includes(lastOf(runs.at(-1)[0]) + text.slice(0, 1))) {
    shorten(runs)
    text = text.slice(1)
  }
  const before = runs.length ? lastOf(runs.at(-1)[0]) : ""
  const after = [...text.slice(0, 2)][0] ?? ""
  if (before === " " && after && CLOSING.includes(after)) shorten(runs)
  else if (before && OPENING.includes(before) && after === " ") text = text.slice(1)
  else if (isApart && hasLetter(before) && hasLetter(after)) text = ` ${text}`
  return text
}
