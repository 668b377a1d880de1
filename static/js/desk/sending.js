// Sending the form: once, with a fresh token, and never into a page that would lose what was typed.
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

/** Ask the desk whether this person is still signed in, and for a token that is good now. */
const freshToken = async () => {
  const answer = await fetch(said.sending, { redirect: "manual", cache: "no-store", credentials: "same-origin" })
  if (!answer.ok) return null
  return (await answer.json()).token
}

const send = async (submitter) => {
  isSending = true
  form.setAttribute("aria-busy", "true")
  try {
    const token = await freshToken()
    if (token) {
      form.elements.csrfmiddlewaretoken.value = token
      isLetThrough = true
      form.requestSubmit(submitter)
      return
    }
    say(said.signedOut, said.login)
  } catch {
    say(said.unreachable)
  }
  isSending = false
  form.removeAttribute("aria-busy")
}

form.addEventListener("submit", (event) => {
  // What only looks opens a page of its own and saves nothing.
  if (isLetThrough || (event.submitter && "looks" in event.submitter.dataset)) return
  event.preventDefault()
  if (isSending) return
  const skips = event.submitter && "skipsWriting" in event.submitter.dataset
  if (skips && isTyped && !window.confirm(said.skips)) return
  send(event.submitter)
})
form.addEventListener("input", () => (isTyped = true))
form.addEventListener("change", () => (isTyped = true))

window.addEventListener("beforeunload", (event) => {
  if (isTyped && !isLetThrough) event.preventDefault()
})
// Back from the next page, which browsers show as it was left.
window.addEventListener("pageshow", () => {
  isSending = isLetThrough = false
  form.removeAttribute("aria-busy")
})
