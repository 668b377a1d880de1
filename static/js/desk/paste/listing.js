// Put blocks in order, in paragraphs and real lists. Mirrors articles/body/listing.py.
import { box, isLine, line, textOf } from "desk/paste/blocks"
import { BULLET, goesOn, placeOf, writtenBullet, writtenNumber } from "desk/paste/numbering"
import { hasLetter } from "desk/paste/rules"
import { PLAIN } from "desk/paste/styles"

export const DEEPEST_LIST = 3
const BREAK = ["\n", PLAIN]

/** Cut runs in parts; breaks that follow each other always stand in one run. */
const parted = (runs, at) => {
  const parts = [[]]
  for (const [text, look] of runs) {
    text.split(at).forEach((piece, place) => {
      if (place) parts.push([])
      if (piece) parts.at(-1).push([piece, look])
    })
  }
  return parts.filter((part) => part.length)
}

const paragraphs = (block) => {
  if (!isLine(block) || !textOf(block.runs).includes("\n\n")) return [block]
  const [start, ...others] = parted(block.runs, /\n{2,}/)
  block.runs = start
  if (block.kind === "p") return [block, ...others.map((part) => line("p", part))]
  block.runs = [...start, ...others.flatMap((part) => [[...BREAK], ...part])]
  return [block]
}

const withoutStart = (runs, length) => {
  const kept = []
  let left = length
  for (const [text, look] of runs) {
    if (text.length > left) kept.push([text.slice(left), look])
    left = Math.max(0, left - text.length)
  }
  return kept
}

/** Return, for each piece of the lines, whether a break stands before it, its marker, and how long that is. */
const markers = (row) => {
  const pieces = row.flatMap(({ runs }) => parted(runs, "\n").map((part, place) => [line("p", part), place > 0]))
  const texts = pieces.map(([piece]) => textOf(piece.runs))
  const counted = [0, ...texts.map((text) => writtenNumber(text)[0]), 0]
  return pieces.map(([piece, goesOnHere], index) => {
    const [before, here, after] = counted.slice(index, index + 3)
    const length = writtenBullet(texts[index])
    if (length) return [piece, goesOnHere, BULLET, length]
    const isCounted = here && ((before === here - 1 && before > 0) || after === here + 1)
    return isCounted ? [piece, goesOnHere, `${here}.`, writtenNumber(texts[index])[1]] : [piece, goesOnHere, "", 0]
  })
}

const typedItems = (row) => {
  const found = []
  for (const [piece, goesOnHere, marker, length] of markers(row)) {
    const before = found.at(-1)
    if (marker) found.push(line("p", withoutStart(piece.runs, length), marker))
    else if (goesOnHere && before && !before.marker) before.runs.push([...BREAK], ...piece.runs)
    else found.push(piece)
  }
  return found
}

/** Give each line that starts with a typed bullet or number its marker. */
const items = (blocks) => {
  const found = []
  let row = []
  for (const block of blocks) {
    if (isLine(block) && block.kind === "p" && !(block.marker || block.level)) row.push(block)
    else {
      found.push(...typedItems(row), block)
      row = []
    }
  }
  return [...found, ...typedItems(row)]
}

const withMarker = (block) => {
  if (isLine(block) && block.marker) {
    if (hasLetter(block.marker) && /^(p|h2|h3)$/.test(block.kind)) block.runs.unshift([`${block.marker} `, PLAIN])
    block.marker = ""
  }
  return block
}

/** Make lists of the lines that have a marker. */
const lists = (blocks) => {
  const found = []
  let opened = []
  for (const block of blocks) {
    const level = Math.min(block.level || 1, opened.length + 1, DEEPEST_LIST)
    const isItem = isLine(block) && block.kind === "p" && (block.marker || block.level)
    const place = isItem ? placeOf(block.marker, opened[level - 1]) : null
    if (!place) {
      opened = []
      found.push(withMarker(block))
      continue
    }
    opened.length = Math.min(opened.length, level)
    if (opened.length === level && !goesOn(opened.at(-1), place)) opened.pop()
    if (opened.length < level) {
      const further = box(place.kind, [], place.number, place.numbers)
      const holder = opened.length ? opened.at(-1).children.at(-1).children : found
      holder.push(further)
      opened.push(further)
    }
    opened.at(-1).children.push(box("li", [line("item", block.runs)]))
  }
  return found
}

const merged = (blocks) => {
  const found = []
  for (const block of blocks) {
    const before = found.at(-1)
    const isList = before && (block.kind === "ul" || (block.kind === "ol" && block.start > 1))
    const isNext = isList && before.children && goesOn(before, { ...block, number: block.start })
    if (isNext) before.children.push(...block.children)
    else found.push(block)
  }
  return found
}

const withBreaks = (blocks) => {
  const found = []
  for (const block of blocks) {
    const before = found.at(-1)
    if (isLine(block) && before && isLine(before)) before.runs.push([...BREAK], ...block.runs)
    else found.push(block)
  }
  if (found.length && isLine(found[0])) found[0].runs = withoutStart(found[0].runs, writtenBullet(textOf(found[0].runs)))
  return found
}

/** Arrange a box and what it holds, and drop what is empty. */
export const arranged = (holder) => {
  const blocks = holder.children.flatMap(paragraphs)
  holder.children = /^(story|facts)$/.test(holder.kind) ? lists(items(blocks)) : blocks.map(withMarker)
  for (const child of holder.children) if (!isLine(child)) arranged(child)
  holder.children = merged(holder.children.filter((child) => isLine(child) || child.children.length))
  if (holder.kind === "li") holder.children = withBreaks(holder.children)
  else if (holder.kind === "facts") {
    holder.children.forEach((child, place) => {
      if (/^h[23]$/.test(child.kind)) child.kind = place ? "h3" : "h2"
    })
  }
  return holder
}
