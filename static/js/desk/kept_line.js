// The line that says where unsaved words are.

const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })

/** Return what says it: `tell(state, {who, why, isLocal})`. */
export const keptLine = (form, said) => {
  const line = form.querySelector("[data-kept-line]")
  const warning = form.querySelector("[data-kept-warning]")

  const warn = (text, link) => {
    if (warning.dataset.text === text) return
    warning.dataset.text = text
    warning.textContent = text
    warning.hidden = !text
    if (!link) return
    const anchor = Object.assign(document.createElement("a"), { href: link, target: "_blank", rel: "noopener" })
    anchor.textContent = said.keepingLoginWords
    warning.append(" ", anchor)
  }

  const sentence = (state, who, why) => {
    const sentences = {
      away: said.keepingAway,
      other: said.keepingOther,
      saved: said.keepingSaved,
      taken: said.keepingTaken.replace("%(who)s", who),
      signed_out: said.keepingSignedOut,
      another: said.keepingAnother,
    }
    return sentences[state] ?? (why ? `${why} ${said.keepingHere}` : said.keepingRefused)
  }

  /** Say what became of the words, and why the desk refused them; `isLocal` says whether this browser has them. */
  return (state, { who, why, isLocal } = {}) => {
    const isKept = state === "kept"
    form.dataset.keeping = isKept ? "safe" : "trouble"
    line.textContent = isKept ? said.keepingKept.replace("%(time)s", clock()) : ""
    if (isKept) warn("")
    else if (!isLocal) warn(said.keepingNowhere)
    else warn(sentence(state, who, why), state === "signed_out" && said.keepingLogin)
  }
}
