// One request with unsaved words to the desk, and what became of it.
const PATIENCE = 20_000
// The browser sends no longer body while a page closes.
const LONGEST_AT_THE_END = 60_000
// What a form says about itself, and not about its story.
const CARRIED = ["csrfmiddlewaretoken", "seen", "over", "token", "tab", "had", "act", "_person", "end"]

/** Return the form as the browser would send it. */
export const collect = (form) => {
  const data = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || CARRIED.includes(name) || name.includes("__prefix__")) continue
    data[name] = [...(data[name] ?? []), value]
  }
  return data
}

/** Say whether words that were answered so can still go up by themselves. */
export const isWaiting = (state) => ["away", "signed_out", "another"].includes(state)

/**
 * Ask for a token that is good now, and what else the desk tells a window of this person. Without a token the state says
 * why: "signed_out", or "another" where somebody else has signed in since.
 */
export const freshToken = async (address, person, more = {}) => {
  const url = `${address}?${new URLSearchParams({ person, ...more })}`
  const answer = await fetch(url, { redirect: "manual", cache: "no-store", credentials: "same-origin" })
  if (answer.status === 409) return { state: "another" }
  return answer.ok ? await answer.json() : { state: "signed_out" }
}

const body = ({ person, story, token, tab, had, number, base, data, since, sum }) =>
  JSON.stringify({ person, story, token, tab, had, number, base, data, since, sum })

const request = (address, csrf, sent, more = {}) =>
  fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    credentials: "same-origin",
    redirect: "manual",
    body: sent,
    ...more,
  })

/**
 * Send words, or what `changed` of them where the desk has the rest; `csrf` is the input that holds the token. The state
 * of the answer is "kept", "other", "saved", "taken", "gone", "refused", "redacted", "another" or "unreadable" as the desk
 * says, "signed_out", or "away" where nobody answers.
 */
export const sendWords = async (addresses, words, csrf, changed = words) => {
  try {
    const sent = body(changed)
    let answer = await request(addresses.words, csrf.value, sent, { signal: AbortSignal.timeout(PATIENCE) })
    if (answer.status === 403) {
      const { token, state } = await freshToken(addresses.still, words.person)
      if (!token) return { state }
      csrf.value = token
      answer = await request(addresses.words, token, sent, { signal: AbortSignal.timeout(PATIENCE) })
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) return { state: "signed_out" }
    if (answer.status >= 500) return { state: "away" }
    const told = await answer.json()
    return told.state === "whole" ? await sendWords(addresses, words, csrf) : told
  } catch {
    return { state: "away" }
  }
}

/** Send words while the page closes, whole if the browser lets them through; nobody waits for an answer. */
export const sendAtTheEnd = (addresses, words, csrf, changed) => {
  const sent = [words, changed].map(body).find((each) => new Blob([each]).size <= LONGEST_AT_THE_END)
  if (!sent) return
  request(addresses.words, csrf.value, sent, { keepalive: true }).catch(() => {})
}
