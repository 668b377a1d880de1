// Read the tokens of HTML, and tell what is kept of it. Mirrors articles/body/elements.py.
import { isLost } from "desk/paste/links"
import { BLOCKS, Nesting } from "desk/paste/nesting"
import { rules, words } from "desk/paste/rules"
import { inside, isBlock, isKept, leadsBack, sheet, styleOf } from "desk/paste/styles"

export const [CUT_INSIDE, CUT_APART, CUT_LINE] = [1, 2, 3]
const VOID = words(rules.void)
const TYPED = new Set(["", "text", "email", "number", "search", "tel", "url", "date", "time"])
const SAID_AT_ONCE = words("pictures media formulas fields")
const EMOJI = new RegExp(rules.emoji, "u")
const [SMALL, LINE] = [48, 4]

/** Say whether a picture is of the size of an icon or a line, which nobody misses. */
const isIcon = ({ tag, attributes, style }) => {
  if (tag !== "img" && tag !== "svg") return false
  const sizes = ["width", "height"].map((name) => attributes.get(name) || style[name] || "")
  const known = sizes.map((size) => /^([0-9]+)(\.[0-9]+)?(px)?$/.exec(size)?.[1]).filter(Boolean)
  const isSmall = known.length > 0 && (Math.max(...known) <= SMALL || Math.min(...known) <= LINE)
  return attributes.get("aria-hidden") === "true" || isSmall
}

/** Reads tokens, and tells `reader` what is kept of them. */
export class Elements extends Nesting {
  constructor(reader) {
    super()
    this.reader = reader
    this.sheet = {}
    this.gap = 0
    this.unsaid = ""
  }

  take([kind, value, attributes]) {
    if (kind === "text") this.text(value)
    else if (kind === "sheet") Object.assign(this.sheet, sheet(value))
    else if (kind === "start") this.start(value, attributes)
    else if (value === "br") this.start("br", new Map())
    else this.end(value)
  }

  text(text) {
    const { state } = this.open.at(-1)
    if (isKept(state)) {
      this.closeGap()
      this.reader.text(text, state)
    } else if (state.cut === rules.marker) this.reader.marker(text, state)
    else {
      this.cut(/\s/.test(text) ? CUT_APART : CUT_INSIDE)
      if (!this.unsaid || !text.trim()) return
      this.reader.leave(this.unsaid)
      this.unsaid = ""
    }
  }

  start(tag, attributes) {
    const alt = attributes.get("alt") ?? ""
    if (tag === "img" && EMOJI.test(alt)) return this.text(alt)
    this.makeRoom(tag)
    const style = styleOf(tag, attributes, this.sheet)
    const around = this.open.at(-1).state
    const state = inside(around, tag, attributes, style)
    const element = { tag, attributes, style, state, isBlock: isBlock(tag, attributes, style) }
    if (isKept(around)) this.say(element)
    if (VOID.has(tag)) this.void(element)
    else if (!this.push(element) || !isKept(state)) this.part(element)
    else this.tellStart(element)
  }

  end(tag) {
    if (BLOCKS.has(tag) && !this.count.get(tag)) this.cut(CUT_LINE)
    super.end(tag)
  }

  ended(element) {
    super.ended(element)
    if (!isKept(element.state)) return this.part(element)
    if (element.isBlock) this.closeGap()
    this.reader.end(element)
  }

  cut(size) {
    this.gap = Math.max(this.gap, size)
  }

  /** Keep apart what stood on both sides of a block. */
  part(element) {
    if (element.isBlock) this.cut(CUT_LINE)
  }

  closeGap() {
    if (this.gap) this.reader.gap(this.gap)
    this.gap = 0
  }

  tellStart(element) {
    if (element.isBlock) this.closeGap()
    this.reader.start(element)
  }

  /** Tell of what begins here and is not kept. */
  say(element) {
    const { tag, attributes } = element
    const reason = element.state.cut
    this.unsaid = ""
    const note = leadsBack(tag, attributes)
    if (note) this.reader.note(note)
    else if (SAID_AT_ONCE.has(reason)) {
      this.cut(CUT_APART)
      if (!isIcon(element)) this.reader.leave(reason)
    } else if (rules.said.includes(reason)) this.unsaid = reason === "footnotes" && tag !== "a" ? "notes" : reason
    else if (tag === "a" && !reason && isLost(attributes.get("href") ?? "")) this.reader.leave("links")
  }

  /** Read an element that has no end: a line break, a divider, a field. */
  void(element) {
    const { tag } = element
    const kept = isKept(element.state)
    if (tag === "hr") kept ? this.tellStart(element) : this.cut(CUT_LINE)
    else if (tag === "br" && kept) {
      this.closeGap()
      this.reader.lineBreak()
    } else if (tag === "br") this.cut(CUT_APART)
    else if (tag === "input" && kept) this.field(element)
  }

  /** Write a box that is ticked or not as such a character; tell of a field and a picture to press. */
  field({ attributes, state }) {
    const kind = (attributes.get("type") ?? "").toLowerCase()
    if (kind === "checkbox" || kind === "radio") {
      this.closeGap()
      this.reader.text(rules.ticks[Number(attributes.has("checked"))], state)
    } else if (TYPED.has(kind) || kind === "image") {
      this.cut(CUT_APART)
      this.reader.leave(kind === "image" ? "pictures" : "fields")
    }
  }
}
