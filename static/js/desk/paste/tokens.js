// Tokenizer of HTML: start tags, end tags and text, in one pass. Mirrors articles/body/tokens.py.
// Not the browser's own parser: it would apply the page's policy to every style that was pasted, and build other
// trees of broken markup than the server does.
import { rules, words } from "desk/paste/rules"

const RAW = words(rules.raw)
const OPENING = /<(?=[!?]|\/?[a-zA-Z])/g
const NAME = /<\/?([a-zA-Z][^\s/>]*)/y
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y
const TAG_END = /[\s/=]*>/y
const TAG_JUNK = /[\s/=]+/y
const MARKER = /<!(?:--)?\[if !supportLists\]/y
const MARKER_ENDS = /<!(?:--)?\[endif\]/y

const URLS = new RegExp(rules.url, "g")

const holder = document.createElement("i")

const at = (pattern, text, position) => {
  pattern.lastIndex = position
  return pattern.exec(text)
}

/** Resolve character references. */
export const visible = (text) => {
  if (!text.includes("&")) return text
  holder.innerHTML = text.replaceAll("<", "&lt;")
  return holder.textContent
}

const value = (text) => {
  if (!text.includes("&")) return text
  holder.innerHTML = `<i title="${text.replaceAll('"', "&quot;")}"></i>`
  return holder.firstChild.title
}

/** Return a tag's attributes (of each name the first) and where the tag ends, or -1. */
const attributesOf = (source, start) => {
  const found = new Map()
  let position = start
  for (;;) {
    if (at(TAG_END, source, position)) return [found, TAG_END.lastIndex]
    const attribute = at(ATTRIBUTE, source, position)
    if (attribute) {
      position = ATTRIBUTE.lastIndex
      const name = attribute[1].toLowerCase()
      const given = attribute.slice(2).find((one) => one !== undefined) ?? ""
      if (!found.has(name)) found.set(name, value(given))
    } else if (at(TAG_JUNK, source, position)) {
      position = TAG_JUNK.lastIndex
    } else return [found, -1]
  }
}

const afterComment = (source, opening) => {
  const closing = source.startsWith("<!--", opening) ? "-->" : ">"
  const end = source.indexOf(closing, opening + 2)
  return end < 0 ? source.length : end + closing.length
}

const rawText = (source, position, tag) => {
  const ends = new RegExp(`</${tag}[\\s/>]`, "gi")
  const end = at(ends, source, position)
  if (!end) return [source.slice(position), source.length]
  const closing = source.indexOf(">", end.index)
  return [source.slice(position, end.index), closing < 0 ? source.length : closing + 1]
}

/** Say whether a text holds any HTML at all, or is as somebody typed it. */
export const hasTags = (source) => Boolean(at(OPENING, source, 0))

/** Yield [kind, value, attributes]: kind is "start", "end", "text" or "sheet". */
export function* tokens(source) {
  let position = 0
  for (let found; (found = at(OPENING, source, position)); ) {
    const opening = found.index
    if (opening > position) yield ["text", visible(source.slice(position, opening))]
    const name = at(NAME, source, opening)
    if (!name) {
      if (at(MARKER, source, opening)) yield ["start", "word-list-marker", new Map()]
      else if (at(MARKER_ENDS, source, opening)) yield ["end", "word-list-marker"]
      position = afterComment(source, opening)
      continue
    }
    const [attributes, after] = attributesOf(source, NAME.lastIndex)
    position = after
    if (after < 0) {
      position = opening
      break
    }
    const tag = name[1].toLowerCase()
    const isEnd = source[opening + 1] === "/"
    yield [isEnd ? "end" : "start", tag, attributes]
    if (RAW.has(tag) && !isEnd) {
      const [inside, end] = rawText(source, position, tag)
      position = end
      yield [tag === "style" ? "sheet" : "text", inside]
      yield ["end", tag]
    }
  }
  if (position < source.length) yield ["text", visible(source.slice(position))]
}

/** Strip the punctuation that ends a sentence after a URL; a bracket only if none is open in the URL. */
const withoutEnd = (found) => {
  let url = found
  for (; rules.after_url.includes(url.at(-1)); url = url.slice(0, -1)) {
    if (url.endsWith(")") && url.split("(").length >= url.split(")").length) break
  }
  return url
}

/** Yield the tokens of plain text: each line as a paragraph, the URLs in it as links. */
export function* typed(text) {
  for (const line of text.split(/\r\n?|[\n\u2028\u2029]/)) {
    yield ["start", "p", new Map()]
    let place = 0
    for (const found of line.matchAll(URLS)) {
      const url = withoutEnd(found[0])
      yield ["text", line.slice(place, found.index)]
      yield ["start", "a", new Map([["href", url]])]
      yield ["text", url]
      yield ["end", "a"]
      place = found.index + url.length
    }
    yield ["text", line.slice(place)]
    yield ["end", "p"]
  }
}
