// Sending the form: once, with a fresh token, and never into a page that would lose what was typed, or in another's name.
import { freshToken } from "desk/sending_words"

const settings = document.querySelector("[data-sending]")
const said = settings.dataset
const form = settings.closest("form")
const line = form.querySelector("[data-told]")

let isTyped = "typed" in said
let isSending = false
let isLetThrough = false

const say = (text, link) => {
  line.textContent = text
  line.classList.add("warning")
  if (!link) return
  const anchor = Object.assign(document.createElement("a"), { href: link, target: "_blank", rel: "noopener" })
  anchor.textContent = said.loginWords
  line.append(" ", anchor)
}

const send = async (submitter, isSaving) => {
  isSending = true
  form.setAttribute("aria-busy", "true")
  try {
    const onItsWay = []
    // What is not saved by this button goes on being kept.
    if (isSaving) form.dispatchEvent(new CustomEvent("desk:sending", { detail: onItsWay }))
    await Promise.all(onItsWay)
    const { token, state } = await freshToken(said.sending, form.elements._person.value)
    if (token) {
      form.elements.csrfmiddlewaretoken.value = token
      isLetThrough = true
      form.requestSubmit(submitter)
      return
    }
    if (state === "another") say(said.another)
    else say(said.signedOut, said.login)
  } catch {
    say(said.unreachable)
  }
  isSending = false
  form.removeAttribute("aria-busy")
  form.dispatchEvent(new Event("desk:stays"))
}

form.addEventListener("submit", (event) => {
  // What only looks opens a page of its own and saves nothing.
  if (isLetThrough || (event.submitter && "looks" in event.submitter.dataset)) return
  event.preventDefault()
  if (isSending) return
  const skips = event.submitter && "skipsWriting" in event.submitter.dataset
  if (skips && isTyped && !window.confirm(said.skips)) return
  send(event.submitter, !skips)
})
// What an act that saves nothing asks for is not left unsaved by it.
const typed = ({ target }) => (isTyped ||= !("asked" in target.dataset))
form.addEventListener("input", typed)
form.addEventListener("change", typed)

window.addEventListener("beforeunload", (event) => {
  // What is typed goes up when the page closes (`keeping.js`), unless that has trouble, or does not run.
  if (isTyped && !isLetThrough && form.dataset.keeping !== "safe") event.preventDefault()
})
// Back from the next page, which browsers show as it was left.
window.addEventListener("pageshow", () => {
  isSending = isLetThrough = false
  form.removeAttribute("aria-busy")
})
