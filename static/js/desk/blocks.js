// The paper's own blocks in the editor: quote with speaker, pull quote, fact box.
import { Extension, Node } from "django-prose-editor/editor"

const block = (name, content, parse, render, more = {}) =>
  Node.create({
    name,
    group: "block",
    content,
    defining: true,
    parseHTML: () => parse,
    renderHTML: () => render,
    ...more,
  })

export const Quote = block("quote", "paragraph+ speaker?", [{ tag: "blockquote" }], ["blockquote", 0])
export const PullQuote = block("pull", "paragraph+", [{ tag: "div.pull" }], ["div", { class: "pull" }, 0])
export const FactBox = block(
  "facts",
  "heading (paragraph | bulletList | orderedList)+",
  [{ tag: "section.facts" }],
  ["section", { class: "facts" }, 0],
)
export const Speaker = Node.create({
  name: "speaker",
  content: "text*",
  marks: "",
  defining: true,
  parseHTML: () => [{ tag: "cite" }],
  renderHTML: () => ["cite", 0],
})

const BOXES = ["quote", "pull", "facts"]

/** Return how deep in the document the box stands that holds the cursor; 0 outside all boxes. */
const boxDepth = ($from) => {
  for (let depth = $from.depth; depth > 0; depth--) {
    if (BOXES.includes($from.node(depth).type.name)) return depth
  }
  return 0
}

const filled = (node) => node.content.size > 0

/** Take a box away and leave its lines as they were, a speaker as a paragraph. */
const openBox = ({ state, tr, dispatch }, depth) => {
  const { $from } = state.selection
  const { paragraph } = state.schema.nodes
  const lines = []
  $from.node(depth).forEach((child) => {
    const keeps = child.type.name !== "speaker"
    if (filled(child) || child.type === paragraph) lines.push(keeps ? child : paragraph.create(null, child.content))
  })
  if (dispatch) tr.replaceWith($from.before(depth), $from.after(depth), lines)
  return true
}

const lastDepth = 1

/** Put the chosen blocks into a box: their lines as paragraphs, lists kept in a fact box. */
const closeBox = ({ state, tr, dispatch, commands }, name) => {
  const { $from, $to } = state.selection
  if ($from.depth < lastDepth || $to.depth < lastDepth) return false
  const { paragraph, heading, speaker } = state.schema.nodes
  const start = $from.before(lastDepth)
  const end = $to.after(lastDepth)
  const lines = []
  const collect = (node) => {
    if (node.isTextblock) lines.push(paragraph.create(null, node.content))
    else if (name === "facts" && node.type.name.endsWith("List")) lines.push(node)
    else node.forEach(collect)
  }
  state.doc.slice(start, end).content.forEach(collect)
  if (!lines.length) lines.push(paragraph.create())
  if (name === "facts") lines.unshift(heading.create({ level: 2 }))
  if (name === "quote") lines.push(speaker.create())
  if (dispatch) {
    tr.replaceWith(start, end, state.schema.nodes[name].create(null, lines))
    commands.setTextSelection(start + 2)
  }
  return true
}

const toggleBox = (name) => (props) => {
  const depth = boxDepth(props.state.selection.$from)
  if (!depth) return closeBox(props, name)
  return props.state.selection.$from.node(depth).type.name === name && openBox(props, depth)
}

/** Go on below the box in a new paragraph. */
const leaveBox = ({ state, chain }) => {
  const { $from } = state.selection
  const depth = boxDepth($from)
  if (!depth) return false
  const after = $from.after(depth)
  return chain()
    .insertContentAt(after, { type: "paragraph" })
    .setTextSelection(after + 1)
    .scrollIntoView()
    .run()
}

/** Break a line of a quote in two; the editor itself would want the second one to be the speaker. */
const split = (editor) =>
  editor.commands.command(({ tr }) => {
    tr.deleteSelection()
    tr.split(tr.selection.from).scrollIntoView()
    return true
  })

/** Enter on an empty last line of a quote goes to its speaker, and from there on below the quote. */
const enter = ({ editor }) => {
  const { $from, empty } = editor.state.selection
  const { name } = $from.parent.type
  if (name === "speaker") return editor.commands.leaveBox()
  const depth = boxDepth($from)
  if (name !== "paragraph" || !depth || $from.node(depth).type.name !== "quote") return false
  const quote = $from.node(depth)
  const place = $from.index(depth)
  const isLast = quote.maybeChild(place + 1)?.type.name === "speaker"
  if (!empty || $from.parent.content.size || !isLast || !place) return split(editor)
  const from = $from.before()
  return editor.chain().deleteRange({ from, to: $from.after() }).setTextSelection(from + 1).run()
}

export const Boxes = Extension.create({
  name: "boxes",
  priority: 1000,
  addCommands: () => ({
    toggleBox,
    leaveBox: () => leaveBox,
  }),
  addKeyboardShortcuts: () => ({
    Enter: enter,
    "Mod-Enter": ({ editor }) => editor.commands.leaveBox(),
  }),
})
