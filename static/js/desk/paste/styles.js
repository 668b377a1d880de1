// What an element's tag, class and style say of the text inside it. Mirrors articles/body/styles.py.
import { toLink } from "desk/paste/links"
import { rules, words } from "desk/paste/rules"

const CUT_STYLES = rules.cut_styles.map(([reason, wanted]) => [
  reason,
  Object.entries(wanted).map(([name, pattern]) => [name, new RegExp(pattern)]),
])
const SHIFTS = rules.shifts.split(" ")
const CUT_NAMES = rules.cut_styles.flatMap(([, one]) => Object.keys(one))
const SHEET_NAMES = new Set(["visibility", "font-size", "unicode-bidi", "direction", ...SHIFTS, ...CUT_NAMES])
const SMALLER = new RegExp(rules.smaller)
const [BLOCKS, MARKS, BOLD] = [words(rules.blocks), words(rules.marks), words(rules.bold)]
const [BLOCK_DISPLAYS, NOTHING] = [rules.block_displays, rules.nothing].map((one) => new RegExp(one))
const [NOTE, NOTE_BACK, COMMENT_BACK] = [rules.note, rules.note_back, rules.comment_back].map((one) => new RegExp(one))
const COMMENT = new RegExp(`${rules.comment_mark}|${rules.comment_back}`)
const LENGTH = /^(-?)([0-9]*\.?[0-9]+)(px|pt|em|rem|ex|%)$/
const has = (table, name) => Object.hasOwn(table, name)

const byName = (table) =>
  new Map(Object.entries(table).flatMap(([reason, names]) => names.split(" ").map((name) => [name, reason])))
const [CUT_TAGS, CUT_CLASSES, CUT_ROLES] = [rules.cut_tags, rules.cut_classes, rules.cut_roles].map(byName)

export const PLAIN = { strong: false, em: false, href: "", rise: "", isTurned: false }
export const NOWHERE = { look: PLAIN, cut: "", isUnseen: false, isTiny: false, keepsLines: false, font: "" }
export const isKept = (state) => !(state.cut || state.isUnseen || state.isTiny)
const classesOf = (attributes) => (attributes.get("class") ?? "").toLowerCase().split(/\s+/).filter(Boolean)

/** Read a `style` attribute: of each property the last value, but an important one before others. */
export const declarations = (style) => {
  const found = {}
  const important = new Set()
  for (const declaration of style.toLowerCase().split(";")) {
    const colon = declaration.indexOf(":")
    if (colon < 0) continue
    const name = declaration.slice(0, colon).trim()
    const value = declaration.slice(colon + 1).trim()
    const plain = value.replace(/!important$/, "").trimEnd()
    if (important.has(name) && plain === value) continue
    found[name] = plain
    if (plain !== value) important.add(name)
  }
  return found
}

/** Read what a style sheet says of classes about hiding, striking and raising text. */
export const sheet = (text) => {
  const [start, ...others] = text.toLowerCase().split("/*")
  const found = {}
  for (const rule of (start + others.map((one) => one.split("*/").slice(1).join("*/")).join("")).split("}")) {
    const brace = rule.indexOf("{")
    const [selectors, inside] = brace < 0 ? [rule, ""] : [rule.slice(0, brace), rule.slice(brace + 1)]
    if (inside.includes("{") || !selectors.includes(".")) continue
    const kept = Object.entries(declarations(inside)).filter(([name]) => SHEET_NAMES.has(name))
    if (!kept.length) continue
    for (const selector of selectors.replaceAll("<!--", "").split(",")) {
      const name = selector.trim()
      found[name] = { ...found[name], ...Object.fromEntries(kept) }
    }
  }
  return found
}

/** Return what holds for an element: what the sheet says of its classes, and over it its own style. */
export const styleOf = (tag, attributes, known) => {
  const style = {}
  for (const name of classesOf(attributes)) {
    Object.assign(style, known[`.${name}`], known[`${tag}.${name}`])
  }
  return Object.assign(style, declarations(attributes.get("style") ?? ""))
}

export const isBlock = (tag, attributes, style) =>
  BLOCKS.has(tag) || has(rules.table_roles, attributes.get("role")) || BLOCK_DISPLAYS.test(style.display ?? "")

const mark = (href, isRaised) => {
  if (!href.includes("#")) return ""
  if (COMMENT.test(href)) return rules.comment
  return NOTE.test(href) || NOTE_BACK.test(href) || (isRaised && href.startsWith("#")) ? "footnotes" : ""
}

/** Return why the line around a link is a note under the text, not the text: it leads back there. */
export const leadsBack = (tag, attributes) => {
  const href = (tag === "a" && attributes.get("href")) || ""
  if (!href.includes("#")) return ""
  return NOTE_BACK.test(href) ? "footnotes" : COMMENT_BACK.test(href) ? rules.comment : ""
}

const reasonToCut = (tag, attributes, style, isRaised) => {
  if (attributes.has("hidden") || (tag === "dialog" && !attributes.has("open"))) return rules.unseen
  const marked = tag === "a" && mark(attributes.get("href") ?? "", isRaised)
  if (marked) return marked
  const styled = CUT_STYLES.find(([, wanted]) => wanted.every(([name, one]) => one.test(style[name] ?? "")))
  if (styled) return styled[0]
  const ground = style["background-color"] || style.background
  if (ground && ground === style.color) return rules.unseen
  const named = classesOf(attributes).find((name) => CUT_CLASSES.has(name))
  if (named) return CUT_CLASSES.get(named)
  if (tag === "s" && style["text-decoration"] === "none") return ""
  return CUT_TAGS.get(tag) ?? CUT_ROLES.get(attributes.get("role")) ?? ""
}

const sign = (length, up, down) => {
  const found = LENGTH.exec(length ?? "")
  if (!found || Number(found[2]) < rules.least_rise[found[3]]) return ""
  return found[1] ? down : up
}

const riseOf = (tag, style) => {
  if (tag === "sup" || tag === "sub") return tag === "sup" ? "^" : "_"
  let found = ""
  for (const shift of SHIFTS.map((name) => style[name] ?? "")) {
    if (/^(super|sub)/.test(shift)) return shift.startsWith("super") ? "^" : "_"
    const isRaised = shift === "text-top" && SMALLER.test(style["font-size"] ?? "")
    found ||= isRaised ? "^" : sign(shift, "^", "_")
  }
  found ||= sign(style["mso-text-raise"], "^", "_")
  if (found || style.position !== "relative") return found
  return sign(style.top, "_", "^") || sign(style.bottom, "^", "_")
}

const lookOf = (look, tag, attributes, style) => {
  let { strong, em, href, rise, isTurned } = look
  if (MARKS.has(tag)) {
    strong ||= tag === "strong" || tag === "b"
    em ||= tag === "em" || tag === "i"
    if (tag === "a") href = toLink(attributes.get("href") ?? "")
    if (has(style, "font-weight")) strong = BOLD.has(style["font-weight"])
    if (has(style, "font-style")) em = /^(italic|oblique)/.test(style["font-style"])
  }
  if (tag === "bdo" || (style["unicode-bidi"] ?? "").endsWith("-override")) {
    isTurned = (style.direction || attributes.get("dir") || "").toLowerCase() === "rtl"
  }
  return { strong, em, href, rise: BLOCKS.has(tag) ? rise : rise + riseOf(tag, style), isTurned }
}

const fontOf = (style) =>
  (style["font-family"] || style["mso-symbol-font-family"] || "").split(",")[0].replace(/^[ "']+|[ "']+$/g, "")

/** Return what holds inside an element that stands where `around` holds. */
export const inside = (around, tag, attributes, style) => ({
  look: lookOf(around.look, tag, attributes, style),
  cut: around.cut || reasonToCut(tag, attributes, style, Boolean(around.look.rise)),
  isUnseen: has(style, "visibility") ? /^(hidden|collapse)$/.test(style.visibility) : around.isUnseen,
  isTiny: has(style, "font-size") ? NOTHING.test(style["font-size"]) : around.isTiny,
  keepsLines: has(style, "white-space")
    ? /^(pre|break-spaces)/.test(style["white-space"])
    : around.keepsLines || /^(pre|xmp|plaintext)$/.test(tag),
  font: fontOf(style) || around.font,
})
