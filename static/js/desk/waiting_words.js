// Unsaved words that wait in this browser: sent up from any page of the desk, and before somebody logs out.
const form = document.querySelector("[data-waiting-words]")
const said = form.dataset
const csrf = form.elements.csrfmiddlewaretoken
const addresses = { words: said.waitingWords, still: said.waitingStill }
const person = said.waitingPerson
// Other windows hear that somebody logs out, and leave what they have not sent where it is found.
const channel = new BroadcastChannel("desk")
const HEARD = 250

const [{ all, clear, drop }, { sendWords }] = await Promise.all([import(said.waitingStore), import(said.waitingSending)])

/** Send what waits; return how many words the desk does not have. */
const sendAll = async () => {
  let left = 0
  for (const words of await all(person)) {
    if (words.isMending) {
      // Their form alone sends them (`mended_words.js`).
      left += 1
      continue
    }
    let answer = await sendWords(addresses, words, csrf)
    if (answer.state === "gone") {
      // Somebody deleted the story: the words can become a new one.
      const anew = { ...words, story: null, token: crypto.randomUUID(), had: 0, base: 0 }
      answer = await sendWords(addresses, anew, csrf)
    }
    const isSaved = answer.state === "saved" && answer.tab === words.tab
    if (isSaved || answer.state === "kept") await drop(words)
    else left += 1
  }
  return left
}

const logOut = async (pressed) => {
  const onItsWay = []
  document.dispatchEvent(new CustomEvent("desk:leaving", { detail: onItsWay }))
  channel.postMessage("leaving")
  await Promise.all([...onItsWay, new Promise((heard) => setTimeout(heard, HEARD))])
  if ((await sendAll()) && !window.confirm(said.waitingSure)) return
  await clear(person)
  document.dispatchEvent(new Event("desk:left"))
  const sent = { method: "POST", body: new URLSearchParams(new FormData(pressed)), redirect: "manual" }
  const answer = await fetch(pressed.action, sent).catch(() => null)
  // Anything else than a redirect is a page for people.
  if (answer?.type !== "opaqueredirect") return pressed.submit()
  // Only now: a window that loads its page again before is still signed in.
  channel.postMessage("left")
  location.assign(said.waitingAfter)
}

// The page that asks whether somebody wants to log out has a form of its own.
for (const each of document.querySelectorAll(`form[action="${form.getAttribute("action")}"]`)) {
  each.addEventListener("submit", (event) => {
    event.preventDefault()
    logOut(each)
  })
}
// A story's form looks after its own words.
if (!document.querySelector("[data-keeping]")) sendAll()
