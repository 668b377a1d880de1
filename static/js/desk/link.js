// The dialog that asks for a link's URL.
import { toLink } from "desk/paste/links"

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

/** Ask for the URL; on "set" or "remove", change the link under the cursor or over the selection. */
export const askForLink = (editor, words) => {
  if (editor.state.selection.empty && !editor.isActive("link")) return
  const field = element("input", { type: "text", id: "link-url", autocomplete: "off", inputMode: "url" })
  field.value = editor.getAttributes("link").href || ""
  const complaint = element("p", { className: "errorlist", id: "link-complaint", hidden: true })
  complaint.textContent = words.bad_url
  const set = element("button", { type: "submit", className: "button default", textContent: words.set_link })
  const remove = element("button", { type: "button", className: "button", textContent: words.remove_link })
  remove.hidden = !editor.isActive("link")
  const cancel = element("button", { type: "button", className: "button", textContent: words.cancel })
  const label = element("label", { htmlFor: field.id, textContent: words.url })
  const form = element("form", { method: "dialog" }, label, complaint, field, element("p", {}, set, remove, cancel))
  const dialog = element("dialog", { className: "link-dialog" }, form)
  dialog.setAttribute("aria-label", words.link)

  const change = (act) => {
    dialog.close()
    act(editor.chain().focus().extendMarkRange("link")).run()
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    event.stopPropagation()
    const href = toLink(field.value)
    if (href) return change((chain) => chain.setMark("link", { href }))
    complaint.hidden = false
    field.setAttribute("aria-invalid", "true")
    field.setAttribute("aria-describedby", complaint.id)
    field.focus()
  })
  remove.addEventListener("click", () => change((chain) => chain.unsetMark("link")))
  cancel.addEventListener("click", () => dialog.close())
  dialog.addEventListener("close", () => {
    dialog.remove()
    editor.commands.focus()
  })
  // Outside the story's form: a form in a form would be dropped.
  document.body.append(dialog)
  dialog.showModal()
}
