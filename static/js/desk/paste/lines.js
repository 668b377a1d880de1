// Collect the lines of a text. Mirrors articles/body/lines.py.
import { box, joined, line, mended, textOf } from "desk/paste/blocks"
import { CUT_APART, CUT_LINE } from "desk/paste/elements"
import { drawn } from "desk/paste/numbering"
import { settled } from "desk/paste/raised"
import { rules } from "desk/paste/rules"
import { PLAIN } from "desk/paste/styles"
import { straightened } from "desk/paste/turned"

const LONGEST_TEXT = 20_000
const SPACES = /[ \t\n\r\f\v\x85\xa0\u2028\u2029]+/g
const NEWLINE = /\r\n?|[\n\u2028\u2029]/
const SYMBOL = new Map([...rules.symbol[0]].map((letter, place) => [letter, [...rules.symbol[1]][place]]))

/** The line that is open, in the box and the lists that are open. */
export class Lines {
  constructor() {
    this.story = box("story")
    this.box = this.story
    this.lists = []
    this.line = null
    this.length = this.cut = 0
    this.isNote = false
    this.due = ""
    this.left = new Map()
  }

  text(given, state) {
    const text = state.font === "symbol" ? [...given].map((one) => SYMBOL.get(one) ?? one).join("") : given
    const parts = state.keepsLines ? text.split(NEWLINE) : [text]
    parts.forEach((part, place) => {
      if (place) this.lineBreak()
      this.add(part.replace(SPACES, " "), state.look)
    })
  }

  lineBreak() {
    this.add("\n", PLAIN)
  }

  add(given, look) {
    let text = given
    while (text.length > LONGEST_TEXT) {
      const cut = text.lastIndexOf(" ", LONGEST_TEXT - 1) + 1 || LONGEST_TEXT
      this.addSome(text.slice(0, cut), look)
      text = text.slice(cut)
    }
    this.addSome(text, look)
  }

  addSome(given, look) {
    if (this.line && this.length + given.length > LONGEST_TEXT) {
      const { kind } = this.line
      this.endLine()
      this.startLine(kind)
    }
    if (!this.line) {
      if (!given.trim()) return
      this.startLine("p")
    }
    const text = this.cut && this.line.runs.length ? mended(this.line.runs, given, this.cut === CUT_APART) : given
    if (this.due && text.trim()) {
      this.line.runs.push([`${this.due} `, PLAIN])
      this.due = ""
    }
    this.cut = 0
    this.length = text === "\n" ? 0 : this.length + text.length
    this.line.runs.push([text, look])
  }

  gap(size) {
    if (size === CUT_LINE) this.endLine()
    this.cut = Math.max(this.cut, size)
  }

  marker(given, state) {
    const text = given.replace(SPACES, " ").trim()
    if (!text) return
    if (!this.line) this.startLine("p")
    this.line.marker += drawn(text, state.font)
  }

  leave(reason) {
    this.left.set(reason, (this.left.get(reason) ?? 0) + 1)
    // The divider that stood between the text and its notes.
    if (reason === "notes" && this.story.children.at(-1)?.kind === "hr") this.story.children.pop()
  }

  note(reason) {
    if (reason === "footnotes" && !this.isNote) this.leave("notes")
    if (!this.line) this.startLine("p")
    this.isNote = true
  }

  startLine(kind) {
    const isPlain = /^(blockquote|pull)$/.test(this.box.kind) && !/^(p|cite)$/.test(kind)
    this.line = line(this.lists.length ? "item" : isPlain ? "p" : kind)
    this.length = this.cut = 0
  }

  endLine() {
    const ended = this.line
    this.line = null
    if (ended && !this.isNote) {
      if (ended.kind === "cite") ended.runs = [[textOf(ended.runs).replaceAll("\n", " "), PLAIN]]
      ended.runs = joined(settled(straightened(ended.runs)))
      if (ended.runs.length) this.holder().push(ended)
    }
    this.isNote &&= !ended
  }

  /** Return what the next block is added to: the open list item or quote, or the story. */
  holder() {
    if (!this.lists.length) return this.box.children
    const { children } = this.lists.at(-1)[1]
    if (!children.length) children.push(box("li"))
    return children.at(-1).children
  }
}
