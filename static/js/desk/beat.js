// One window of this browser asks the desk, for all of them, whether their stories have moved on since they were opened,
// and who else has them open.
import { freshToken } from "desk/sending_words"

const ALONE = 60_000
const IDLE = 120_000 // nobody has typed for IDLE_AFTER
const IDLE_AFTER = 300_000
const TOGETHER = 19_000 // somebody else is there: what they save is told within twenty seconds
const WRITING = 120_000 // so long after a key somebody is said to write in its field
const HEARD = 500

const { sending: address } = document.querySelector("[data-sending]").dataset
const form = document.getElementById("story_form")
const line = form.querySelector("[data-moved-on]")
const others = form.querySelector("[data-others]")
const story = line.dataset.movedOn
const person = form.elements._person.value
// Windows that somebody else opened at this browser have a beat of their own.
const channel = new BroadcastChannel(`desk-beat/${person}`)
let typed = { at: Date.now(), field: "" }
let asked = null // fields that windows name by story, while they are asked
let lastTyped = 0 // in any window
let isAlone = true
let announced = ALONE
let wake = () => {}

const here = () => ({ story, typedAt: typed.at, field: Date.now() - typed.at < WRITING ? typed.field : "" })

const show = ({ versions, others: told }) => {
  const known = Number(form.elements.over?.value || form.elements.seen?.value)
  line.hidden = !(versions[story] > known)
  if (!told) return
  const words = (told[story] ?? []).join(" ")
  // Told again only where it is another thing: a screen reader reads each change.
  if (others.textContent !== words) others.textContent = words
  others.hidden = !words
}

const note = (window) => {
  if (window.field || !asked.has(window.story)) asked.set(window.story, window.field)
  lastTyped = Math.max(lastTyped, window.typedAt)
}

const interval = () => {
  if (!isAlone) return TOGETHER
  return Date.now() - lastTyped > IDLE_AFTER ? IDLE : ALONE
}

const ask = async () => {
  asked = new Map()
  note(here())
  channel.postMessage("who")
  await new Promise((heard) => setTimeout(heard, HEARD))
  const stories = [...asked].map(([number, field]) => (field ? `${number}:${field}` : number)).join(",")
  asked = null
  announced = interval()
  try {
    const told = await freshToken(address, person, { stories, next: announced / 1000 })
    if (!told.versions) return
    isAlone = Object.values(told.others).every((each) => !each.length)
    show(told)
    channel.postMessage({ told })
  } catch {
    // The desk is away; the next beat asks again.
  }
}

const beat = async () => {
  while (true) {
    await ask()
    const woken = new Promise((woke) => (wake = woke))
    await Promise.race([woken, new Promise((next) => setTimeout(next, Math.min(announced, interval())))])
  }
}

if (story) {
  form.addEventListener("input", ({ target }) => (typed = { at: Date.now(), field: target.name ?? "" }))
  channel.addEventListener("message", ({ data }) => {
    if (data === "who") channel.postMessage({ here: here() })
    if (data === "new") wake()
    if (data.here && asked) note(data.here)
    if (data.told) show(data.told)
  })
  form.addEventListener("desk:kept", ({ detail }) => show({ versions: { [story]: detail.version } }))
  // The window that has the lock asks, and at once for one that opens; when it closes, another one gets it.
  channel.postMessage("new")
  navigator.locks?.request(`desk-beat/${person}`, beat)
}
