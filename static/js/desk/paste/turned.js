// What is shown from right to left by force is written as it is seen. Mirrors articles/body/turned.py.
import { rules } from "desk/paste/rules"

const MIRRORED = new Map([...rules.mirrored].map((sign, place) => [sign, [...rules.mirrored].at(-1 - place)]))
const RUNS_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

const backwards = (text) =>
  (text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []).map((letter) => MIRRORED.get(letter) ?? letter).reverse().join("")

/** Return the runs of a line with each stretch that is turned round in the order in which it is seen. */
export const straightened = (runs) => {
  if (!runs.some(([, look]) => look.isTurned)) return runs
  const found = []
  for (let from = 0; from < runs.length; ) {
    const { isTurned } = runs[from][1]
    let to = from
    while (to < runs.length && runs[to][1].isTurned === isTurned) to++
    const stretch = runs.slice(from, to).map(([text, look]) => [text, { ...look, isTurned: false }])
    const isSeenTurned = isTurned && !stretch.some(([text]) => RUNS_LEFT.test(text))
    found.push(...(isSeenTurned ? stretch.reverse().map(([text, look]) => [backwards(text), look]) : stretch))
    from = to
  }
  return found
}
