// One editor in place of one text area, which keeps what the form sends.
import {
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Editor,
  Gapcursor,
  HardBreak,
  Heading,
  History,
  HorizontalRule,
  Italic,
  Link,
  ListItem,
  OrderedList,
  Paragraph,
  Text,
} from "django-prose-editor/editor"
import { Boxes, FactBox, PullQuote, Quote, Speaker } from "desk/blocks"
import { askForLink } from "desk/link"
import { showLeftOut } from "desk/left_out"
import { pasting } from "desk/pasting"
import { toolbar } from "desk/toolbar"
import { showCount } from "desk/words"

const extensions = (words) => [
  Document,
  Paragraph,
  Text,
  HardBreak,
  Bold,
  Italic,
  Link.extend({
    addKeyboardShortcuts: () => ({
      "Mod-k": ({ editor }) => {
        askForLink(editor, words)
        return true
      },
    }),
  }).configure({ enableTarget: false, autolink: false, linkOnPaste: false }),
  Heading.configure({ levels: [2, 3] }),
  BulletList,
  OrderedList,
  ListItem,
  HorizontalRule,
  Quote,
  Speaker,
  PullQuote,
  FactBox,
  Boxes,
  History,
  Dropcursor,
  Gapcursor,
]

/** Put the editor in the place of the text area. */
export const open = (area) => {
  const words = JSON.parse(area.dataset.storyText)
  const label = document.querySelector(`label[for="${area.id}"]`)
  const name = label?.textContent.replace(/:\s*$/, "").trim() ?? ""
  const frame = document.createElement("div")
  frame.className = "typing-area"
  area.before(frame)
  frame.append(area)
  area.hidden = true
  const leftOut = showLeftOut(frame, words)
  const editor = new Editor({
    element: frame,
    enablePasteRules: false, // They would take *asterisks* for italics; `pasting` reads what is pasted.
    injectCSS: false, // The page's policy takes no style from scripts; ours is in form.css.
    content: area.value,
    extensions: extensions(words),
    editorProps: {
      ...pasting(leftOut.remember),
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": name, class: "story-body" },
    },
    onUpdate: () => {
      area.value = editor.isEmpty ? "" : editor.getHTML()
      area.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  editor.on("transaction", leftOut.follow)
  // What empty lines ask for; the style sheet shows it.
  frame.style.setProperty("--speaker", JSON.stringify(words.speaker))
  frame.style.setProperty("--facts-title", JSON.stringify(words.facts_title))
  const bar = toolbar(editor, words)
  frame.prepend(bar)
  const count = document.createElement("span")
  count.className = "count"
  label?.after(count)
  showCount(editor, count, words)
  label?.addEventListener("click", () => editor.commands.focus())
  return editor
}
