// Words of this story that an earlier window left in this browser: sent up, and shown by opening the form again. Where
// newer words stand, nothing is put over them: a person chooses.
import { reopen } from "desk/mended_words"
import { isWaiting, sendWords } from "desk/sending_words"

const same = (one, other) => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => JSON.stringify(one[name] ?? []) === JSON.stringify(other[name] ?? []))
}

const button = (text, act) => {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: text })
  made.addEventListener("click", act)
  return made
}

/** Say whether words are of a window that was saved with them. */
const isSaved = (words, answer) => answer.state === "saved" && answer.tab === words.tab

/** Put words in the place of what stands; unsaved words of another window change places with them. */
const choose = async (words, answer, { mine, addresses, csrf, drop, put }) => {
  let { data } = words
  for (let tries = 0; tries < 3 && answer.state !== "kept"; tries += 1) {
    // What was taken out of the story for good is not put back: the desk says what is left.
    data = answer.left ?? data
    if (answer.state === "other") {
      const aside = { ...mine, tab: `aside-${Date.now()}`, had: -1, number: 0, data: answer.data, base: answer.base }
      await put({ ...aside, had: 0, at: Date.now() })
    }
    const window = { tab: `${mine.tab.slice(0, 30)}-${tries}`, had: answer.count ?? 0, number: 1 }
    const again = { ...words, data, story: mine.story, token: mine.token, ...window }
    answer = await sendWords(addresses, again, csrf)
    if (isWaiting(answer.state)) return
  }
  if (answer.state !== "kept") return
  await drop(words)
  location.reload()
}

const offer = (words, answer, given) => {
  const { form, drop } = given
  const place = form.querySelector("[data-found-words]")
  const texts = place.dataset
  const line = Object.assign(document.createElement("p"), { className: "found-line" })
  const time = new Date(words.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" })
  const about = (words.isMending ? texts.foundMended : texts.found).replace("%(time)s", time)
  const headline = words.data.headline?.[0]
  if (answer.sentence) line.append(answer.sentence, " ")
  line.append(headline ? `${about} “${headline}”` : about, " ")
  line.append(button(texts.foundShow, () => (words.isMending ? reopen(words, given.csrf) : choose(words, answer, given))), " ")
  line.append(
    button(texts.foundDrop, async () => {
      if (!window.confirm(texts.foundSure)) return
      await drop(words)
      line.remove()
    }),
  )
  place.append(line)
  place.hidden = false
}

/** Look for such words, when the form opens. */
export const findAgain = async (given) => {
  const { mine, token, addresses, csrf, all, drop } = given
  const isOfThis = ({ story, token: other }) => (story ? story === mine.story : other === (mine.token ?? token))
  let isNewer = false
  for (const words of (await all(mine.person)).filter((each) => each.tab !== mine.tab && isOfThis(each))) {
    const isAlike = Boolean(words.isMending) === mine.isMending
    if (isAlike && same(words.data, mine.data)) {
      await drop(words)
      continue
    }
    if (words.isMending) offer(words, {}, given)
    // Words for the draft wait for its own form.
    if (words.isMending || !isAlike) continue
    const answer = await sendWords(addresses, words, csrf)
    if (isSaved(words, answer)) {
      await drop(words)
    } else if (answer.state === "kept") {
      await drop(words)
      isNewer ||= answer.count !== mine.had
    } else if (!isWaiting(answer.state)) {
      offer(words, answer, given)
    }
  }
  // The form opens with them, and with the version that they were typed over.
  if (isNewer) location.reload()
}
