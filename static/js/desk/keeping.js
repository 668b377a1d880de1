// What is typed on the form of a story is kept on the server as it is typed, and in this browser until it is there.
import { all, drop, keeper, put, putNow } from "desk/local_words"
import { collect, isWaiting, sendAtTheEnd, sendWords } from "desk/sending_words"
import { findAgain } from "desk/found_words"
import { forgetMended, rememberMended } from "desk/mended_words"
import { keptLine } from "desk/kept_line"
import { changesSince } from "desk/word_changes"

const PAUSE = 1_000 // after the last key
const LATEST = 2_500 // after the first key that is not on its way
const AGAIN = 5_000 // while the desk does not answer
const BEFORE_SENDING = 3_000

const said = document.querySelector("[data-keeping]").dataset
const form = document.getElementById("story_form")
const tell = keptLine(form, said)
const csrf = form.elements.csrfmiddlewaretoken
const addresses = { words: said.keeping, still: said.keepingStill }

const tab = form.elements.tab.value
let had = Number(form.elements.had.value) || 0
let number = 0 // of the last change that was put together
let waiting = null // that change, until the desk has it
let known = null // the last one that the desk said it has
let firstAt = 0 // when the first key was pressed that is not in it; 0 where there is none
let timer = null
let underWay = null
// What mends the words that readers see goes nowhere but into this browser: the working copy is the draft's.
const isMending = "keepingMending" in said
let isSent = false // the form itself goes, or the person
let isRefused = false

const field = (name) => form.elements[name]?.value ?? ""

const words = () => ({
  person: said.keepingPerson,
  story: said.keepingStory || null,
  token: said.keepingStory ? null : field("token"),
  base: Number(field("seen")) || 0,
  at: Date.now(),
  data: collect(form),
  isMending,
  tab,
  had,
  number,
})

const isUnkept = () => Boolean(waiting || firstAt)
/** Return the change that waits, with every key that was pressed. */
const latest = () => {
  if (firstAt) {
    firstAt = 0
    number += 1
    waiting = words()
  }
  return waiting
}

const schedule = (after) => {
  clearTimeout(timer)
  timer = setTimeout(save, Math.max(0, after))
}

const answered = async (sent, answer) => {
  if (answer.state !== "kept") {
    // Of words that may not stand there the next change may be free.
    isRefused = !isWaiting(answer.state) && answer.state !== "redacted"
    tell(answer.state, { who: answer.who, why: answer.sentence, isLocal: await put(latest()) })
    if (!isRefused && !isSent && answer.state !== "redacted") schedule(AGAIN)
    return
  }
  had = answer.count
  known = sent
  form.elements.had.value = had
  if (waiting === sent) waiting = null
  await drop(sent)
  if (isUnkept()) store()
  tell("kept")
  form.dispatchEvent(new CustomEvent("desk:kept", { detail: answer }))
}

/** Send what stands on the form; one request at a time. */
const save = async () => {
  clearTimeout(timer)
  if (underWay || isMending || isSent || isRefused || !isUnkept()) return
  const sent = { ...latest(), had }
  waiting = sent
  await (underWay = sendWords(addresses, sent, csrf, changesSince(known, sent)).then((answer) => answered(sent, answer)))
  underWay = null
  if (firstAt) schedule(firstAt + LATEST - Date.now())
}

/** Keep what is not on the server where a browser that is killed finds it again. */
const store = keeper(() => {
  if (!isUnkept() || isSent) return null
  // No two states of the form have one number: another page of the desk may send this one.
  if (firstAt) number += 1
  return firstAt ? words() : waiting
}, PAUSE)

const typed = () => {
  firstAt ||= Date.now()
  store()
  if (!underWay) schedule(Math.min(PAUSE, firstAt + LATEST - Date.now()))
}

/** Leave what is not kept where the next page finds it, and send it without waiting. */
const leave = () => {
  if (!isUnkept() || isSent) return
  const left = latest()
  putNow(left)
  if (!isRefused && !isMending) sendAtTheEnd(addresses, left, csrf, changesSince(known, left))
}

form.addEventListener("input", typed)
form.addEventListener("change", typed)
window.addEventListener("pagehide", leave)
window.addEventListener("beforeunload", () => isUnkept() && !isSent && putNow(latest())) // Firefox may stop scripts then
document.addEventListener("visibilitychange", () => document.hidden && save())
for (const event of ["online", "focus"]) window.addEventListener(event, save)

// Before the form is sent, what is on its way arrives, and nothing comes after it.
form.addEventListener("desk:sending", ({ detail }) => {
  isSent = true
  if (isMending) rememberMended(latest() ?? words())
  if (underWay) detail.push(Promise.race([underWay, new Promise((done) => setTimeout(done, BEFORE_SENDING))]))
})
form.addEventListener("desk:stays", () => {
  isSent = false
  if (isUnkept()) schedule(AGAIN)
})
window.addEventListener("pageshow", ({ persisted }) => persisted && (isSent = false))

// Somebody logs out, here or in another window.
const goAway = () => {
  isSent = true
  form.dataset.keeping = "safe"
}
document.addEventListener("desk:leaving", ({ detail }) => detail.push(Promise.resolve(underWay).then(isMending ? leave : save)))
document.addEventListener("desk:left", goAway)
new BroadcastChannel("desk").addEventListener("message", ({ data }) => {
  if (data === "leaving") leave()
  if (data !== "left" || isSent) return
  goAway()
  location.reload()
})

if (!isMending) form.dataset.keeping = "safe"
if ("keepingTyped" in said) typed()
forgetMended().then(() => findAgain({ mine: words(), token: said.keepingToken, addresses, csrf, all, drop, put, form }))
