// Follow which elements are open while HTML is read. Mirrors articles/body/nesting.py.
import { rules, words } from "desk/paste/rules"
import { inside, NOWHERE } from "desk/paste/styles"

const DEEPEST = 200
const [RAW, MARKS, SCOPE, PARTS] = ["raw", "marks", "scope", "parts"].map((name) => words(rules[name]))
export const BLOCKS = words(rules.blocks)
const ENDS = new Map(Object.entries(rules.ends).map(([tag, [ended, stops]]) => [tag, [words(ended), words(stops)]]))
const NONE = new Set()

/** Return the elements that an end tag does not reach through. */
const stopsOf = (tag) => {
  if (ENDS.has(tag) && tag !== "a") return ENDS.get(tag)[1]
  return BLOCKS.has(tag) && tag !== "table" ? SCOPE : NONE
}

/** The elements that are open at one place of the HTML. */
export class Nesting {
  constructor() {
    this.open = [{ tag: "", attributes: new Map(), style: {}, state: NOWHERE, isBlock: true }]
    this.count = new Map()
  }

  /** Open an element, unless it would stand too deep. */
  push(element) {
    if (this.open.length > DEEPEST && !RAW.has(element.tag)) return false
    this.open.push(element)
    this.count.set(element.tag, (this.count.get(element.tag) ?? 0) + 1)
    return true
  }

  /** Hear that an element has ended. */
  ended(element) {
    this.count.set(element.tag, this.count.get(element.tag) - 1)
  }

  /** End the nearest element of that kind, and everything inside it; of a mark, the mark alone. */
  end(tag) {
    if (MARKS.has(tag) && this.count.get(tag)) this.unmark(tag)
    else this.close(this.find(new Set([tag]), stopsOf(tag)))
  }

  /** Return the place of the nearest of these elements, unless one of `stops` is nearer; else 0. */
  find(tags, stops) {
    if (![...tags].some((tag) => this.count.get(tag))) return 0
    for (let place = this.open.length - 1; place > 0; place--) {
      if (tags.has(this.open[place].tag)) return place
      if (stops.has(this.open[place].tag)) return 0
    }
    return 0
  }

  /** End the element at that place, and first everything inside it. */
  close(place) {
    while (place && this.open.length > place) this.ended(this.open.pop())
  }

  /** End a mark and leave open what was opened inside it. */
  unmark(tag) {
    const place = this.find(new Set([tag]), NONE)
    const [mark] = this.open.splice(place, 1)
    for (let number = place; number < this.open.length; number++) {
      const element = this.open[number]
      element.state = inside(this.open[number - 1].state, element.tag, element.attributes, element.style)
    }
    this.ended(mark)
  }

  /** End what cannot be open around an element of this kind. */
  makeRoom(tag) {
    if (BLOCKS.has(tag) && !PARTS.has(tag)) this.close(this.find(new Set(["p"]), SCOPE))
    if (!ENDS.has(tag)) return
    const [tags, stops] = ENDS.get(tag)
    for (let place; (place = this.find(tags, stops)); ) tag === "a" ? this.unmark(tag) : this.close(place)
  }
}
