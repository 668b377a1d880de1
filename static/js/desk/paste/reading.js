// Read pasted HTML and text as the server does, and write it in the few elements that a story has.
import { isLine } from "desk/paste/blocks"
import { outlineOf } from "desk/paste/outline"
import { hasTags, tokens, typed } from "desk/paste/tokens"

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
const quoted = (text) => escaped(text).replaceAll('"', "&quot;")

/** Return the pieces of a row for which `key` is the same, each with it. */
const grouped = (row, key) => {
  const groups = []
  for (const one of row) {
    const name = key(one)
    if (groups.at(-1)?.[0] === name) groups.at(-1)[1].push(one)
    else groups.push([name, [one]])
  }
  return groups
}

const marked = ([text, look]) => {
  const safe = escaped(text).replaceAll("\n", "<br>")
  return look.em ? `<em>${safe}</em>` : safe
}

const strong = (runs) =>
  grouped(runs, ([, look]) => look.strong)
    .map(([is, part]) => (is ? `<strong>${part.map(marked).join("")}</strong>` : part.map(marked).join("")))
    .join("")

const inline = (runs) =>
  grouped(runs, ([, look]) => look.href)
    .map(([href, part]) => (href ? `<a href="${quoted(href)}">${strong(part)}</a>` : strong(part)))
    .join("")

const written = (block) => {
  const { kind } = block
  if (kind === "hr") return "<hr>"
  if (kind === "item") return inline(block.runs)
  if (isLine(block)) return `<${kind}>${inline(block.runs)}</${kind}>`
  const inside = block.children.map(written).join("")
  if (kind === "pull") return `<div class="pull">${inside}</div>`
  if (kind === "facts") return `<section class="facts">${inside}</section>`
  const start = kind === "ol" && block.start !== 1 ? ` start="${block.start}"` : ""
  const numbers = kind === "ol" && block.numbers ? ` type="${block.numbers}"` : ""
  return `<${kind}${start}${numbers}>${inside}</${kind}>`
}

const result = (source) => {
  const { story, leftOut } = outlineOf(source)
  return { blocks: story.children.map(written), leftOut }
}

/** Read HTML: its blocks as clean HTML, and what was left out of it: [[kind, how often], ...]. */
export const read = (html) => (hasTags(html) ? result(tokens(html)) : readText(html))

/** Read plain text: each line is a paragraph, or the item of a list. */
export const readText = (text) => result(typed(text))
