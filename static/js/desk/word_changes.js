// What changed on a form since the desk had it, so that a long story is not sent whole every three seconds.
const LONG = 200

/** Return the part of a text that changed, between how many characters at its beginning and its end that did not. */
const cut = (before, after) => {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  return { head, text: after.slice(head, after.length - tail), tail }
}

/** Return the CRC-32 of a whole form: the desk takes changes only where it comes to the same one. */
const checksum = (data) => {
  const names = Object.keys(data).sort()
  const text = names.map((name) => [name, ...data[name]].join("\0")).join("\0\0")
  let crc = -1
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1))
  }
  return ~crc >>> 0
}

const same = (one, other) => one.length === other.length && one.every((value, place) => value === other[place])

/** Return words as changes of what the desk has of this window, or whole where it has nothing. */
export const changesSince = (known, words) => {
  if (!known) return words
  const data = {}
  for (const name of new Set([...Object.keys(known.data), ...Object.keys(words.data)])) {
    const [before, after] = [known.data[name] ?? [], words.data[name] ?? []]
    if (same(before, after)) continue
    const isLong = before.length === 1 && after.length === 1 && after[0].length > LONG
    data[name] = isLong ? cut(before[0], after[0]) : after
  }
  return { ...words, data, since: known.number, sum: checksum(words.data) }
}
