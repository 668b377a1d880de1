// Read HTML into blocks. Mirrors articles/body/outline.py.
import { box, line } from "desk/paste/blocks"
import { Elements } from "desk/paste/elements"
import { Lines } from "desk/paste/lines"
import { arranged, DEEPEST_LIST } from "desk/paste/listing"
import { countedDown, countsDown, kindOf, numberIn, numbersOf, spelled } from "desk/paste/numbering"
import { rules } from "desk/paste/rules"

const LINES = { p: "p", h1: "h2", h2: "h2", h3: "h3", h4: "h3", h5: "h3", h6: "h3" }
const BOXES = { blockquote: "blockquote", div: "pull", section: "facts" }

/** Return the tag of a part of a table, or of the part that its role says it is. */
const partOfTable = ({ tag, attributes }) => rules.table_roles[attributes.get("role")] ?? tag

class Reader extends Lines {
  constructor() {
    super()
    this.boxElement = null
    this.tables = []
  }

  start(element) {
    const { tag } = element
    if (tag === "cite" && this.box.kind === "blockquote") {
      this.endLine()
      this.startLine("cite")
    } else if (element.isBlock) {
      this.endLine()
      this.startBlock(element)
    } else if (tag === "q" || tag === "rt") this.add(tag === "q" ? '"' : "(", element.state.look)
  }

  end(element) {
    const { tag } = element
    if (tag === "q" || tag === "rt") this.add(tag === "q" ? '"' : ")", element.state.look)
    else if (element.isBlock || (tag === "cite" && this.box.kind === "blockquote")) this.endLine()
    if (tag === "li") this.due = "" // Nothing stood in it.
    if (element === this.boxElement) {
      this.box = this.story
      this.boxElement = null
      this.lists = []
    } else if (element === this.lists.at(-1)?.[0]) this.endList(element)
    else if (partOfTable(element) === "table") this.tables.pop()
  }

  startBlock(element) {
    const { tag, style } = element
    if (tag in LINES) {
      this.startLine(LINES[tag])
      this.line.level = Number(/level([1-9])/.exec(style["mso-list"] ?? "")?.[1] ?? 0)
    } else if (tag in BOXES && partOfTable(element) === tag) this.startBox(element)
    else if (tag === "ul" || tag === "ol") this.startList(element)
    else if (tag === "li" && this.lists.length) this.startItem(element)
    else if (tag === "hr" && this.box === this.story && !this.lists.length) this.story.children.push(line("hr"))
    else this.startTablePart(element)
  }

  startBox(element) {
    const kind = BOXES[element.tag]
    const classes = (element.attributes.get("class") ?? "").split(/\s+/)
    if (element.tag !== "blockquote" && !classes.includes(kind)) return
    if (this.box !== this.story || this.lists.length) return
    this.box = box(kind)
    this.boxElement = element
    this.story.children.push(this.box)
  }

  startList(element) {
    if (/^(blockquote|pull)$/.test(this.box.kind) || this.lists.length === DEEPEST_LIST) return
    const opened = box(kindOf(element))
    if (opened.kind === "ol") opened.numbers = numbersOf(element)
    const start = numberIn(element.attributes.get("start"))
    if (start !== null && countsDown(element)) opened.given.set(0, start)
    else if (start !== null) opened.start = start
    this.holder().push(opened)
    this.lists.push([element, opened])
  }

  endList(element) {
    const [, list] = this.lists.pop()
    const place = this.holder().length - 1
    if (!countsDown(element) || list.kind !== "ol" || this.holder()[place] !== list) return
    this.holder().splice(place, 1, ...countedDown(list))
  }

  /** Begin a list item; one that jumps in the numbers begins a list of its own. */
  startItem(element) {
    const [listElement, list] = this.lists.at(-1)
    const value = numberIn(element.attributes.get("value"))
    if (list.kind === "ol" && !list.children.length) list.numbers ||= numbersOf(element)
    if (value !== null && countsDown(listElement)) list.given.set(list.children.length, value)
    else if (value !== null && !list.children.length) list.start = value
    else if (value !== null && value !== list.start + list.children.length) {
      const further = box(list.kind, [], value, list.numbers)
      this.lists.pop()
      this.holder().push(further)
      this.lists.push([listElement, further])
    }
    const { start, children } = this.lists.at(-1)[1]
    this.due = spelled(listElement, start + children.length)
    children.push(box("li"))
  }

  /** Notice tables that have columns: their cells become paragraphs. */
  startTablePart(element) {
    const { attributes } = element
    const tag = partOfTable(element)
    const table = this.tables.at(-1)
    if (tag === "table") {
      this.tables.push({ isKnown: /^(presentation|none)$/.test(attributes.get("role") ?? ""), cells: 0 })
    } else if (tag === "tr" && table) table.cells = 0
    else if ((tag === "td" || tag === "th") && table) {
      if (table.cells && !table.isKnown) this.leave("tables")
      table.isKnown ||= table.cells > 0
      table.cells++
    }
  }
}

/** Read tokens; return the story they make, and how often something of them was left out, by kind. */
export const outlineOf = (tokens) => {
  const reader = new Reader()
  const elements = new Elements(reader)
  for (const token of tokens) elements.take(token)
  elements.close(1)
  reader.endLine()
  const { left } = reader
  left.set("footnotes", Math.max(left.get("footnotes") ?? 0, left.get("notes") ?? 0))
  const leftOut = rules.said.filter((kind) => left.get(kind)).map((kind) => [kind, left.get(kind)])
  return { story: arranged(reader.story), leftOut }
}
