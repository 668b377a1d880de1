// The editor's toolbar, in words: one stop of the Tab key, arrows inside it.
import { askForLink } from "desk/link"

const items = (editor, words) => [
  ["bold", () => editor.chain().focus().toggleBold().run(), () => editor.isActive("bold")],
  ["italic", () => editor.chain().focus().toggleItalic().run(), () => editor.isActive("italic")],
  ["link", () => askForLink(editor, words), () => editor.isActive("link")],
  [
    "crosshead",
    () => editor.chain().focus().toggleHeading({ level: 2 }).run(),
    () => editor.isActive("heading", { level: 2 }),
  ],
  [
    "small_crosshead",
    () => editor.chain().focus().toggleHeading({ level: 3 }).run(),
    () => editor.isActive("heading", { level: 3 }),
  ],
  ["list", () => editor.chain().focus().toggleBulletList().run(), () => editor.isActive("bulletList")],
  ["numbered", () => editor.chain().focus().toggleOrderedList().run(), () => editor.isActive("orderedList")],
  ...["quote", "pull", "facts"].map((name) => [
    name,
    () => editor.chain().focus().toggleBox(name).run(),
    () => editor.isActive(name),
  ]),
  ["divider", () => editor.chain().focus().setHorizontalRule().run(), null],
  ["undo", () => editor.chain().focus().undo().run(), null],
  ["redo", () => editor.chain().focus().redo().run(), null],
]

/** Move along the toolbar with arrows, Home and End. */
const move = (bar, event) => {
  const buttons = [...bar.children]
  const place = buttons.indexOf(document.activeElement)
  const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight"
  const backward = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft"
  const goal = { [forward]: place + 1, [backward]: place - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (goal === undefined || place < 0) return
  event.preventDefault()
  const next = buttons[(goal + buttons.length) % buttons.length]
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1
  next.focus()
}

/** Make the toolbar of an editor. */
export const toolbar = (editor, words) => {
  const bar = document.createElement("div")
  bar.className = "toolbar"
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", words.formatting)
  const pressed = []
  items(editor, words).forEach(([name, act, isActive], place) => {
    const button = document.createElement("button")
    button.type = "button"
    button.dataset.tool = name
    button.textContent = words[name]
    button.tabIndex = place ? -1 : 0
    button.addEventListener("click", act)
    // The selection stays where it is while a button is pressed.
    button.addEventListener("mousedown", (event) => event.preventDefault())
    if (isActive) pressed.push([button, isActive])
    bar.append(button)
  })
  const show = () => {
    for (const [button, isActive] of pressed) button.setAttribute("aria-pressed", String(isActive()))
  }
  editor.on("transaction", show)
  show()
  bar.addEventListener("keydown", (event) => move(bar, event))
  return bar
}
