// URLs of links: completed, unwrapped from redirects, and checked. Mirrors articles/body/links.py.
import { rules, words } from "desk/paste/rules"

const PASSAGES = rules.passages.map(([host, path, names]) => [new RegExp(host), new RegExp(path), names.split(" ")])
const PATHS = rules.paths.map(([host, path]) => [new RegExp(host), new RegExp(path)])
const CODED = rules.coded.map(([host, path, name, code]) => [new RegExp(host), new RegExp(path), name, code])
const [STARRED_HOST, STARRED] = rules.starred.map((one) => new RegExp(one))
const STARS = /\*(?:\*([A-Za-z0-9_-]))?/g
const FILES = words(rules.files)
const MOST_PASSAGES = 5
const DOUBLED = new RegExp(rules.doubled, "i")
const LOGIN = new RegExp(rules.login, "i")
const UNSEEN = /[\x00-\x1f\x7f-\xa0\u200b\u2028\u2029\ufeff]/g
const SCHEME = /^(https?):[/\\]*(?=[^/\\])/i
const NAME = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}])?"
const HOST = new RegExp(`^((?:${NAME}\\.){1,8})(xn--[\\p{L}\\p{N}_-]+|\\p{L}{2,24})(:[0-9]{2,5})?(?=[/?#]|$)`, "u")
const MAILBOX = new RegExp(`^[\\p{L}\\p{N}_.+-]{1,64}@(?:${NAME}\\.){1,8}[\\p{L}\\p{N}_-]{2,24}$`, "u")
const SAFE = /^(https?:\/\/[^/\\]|mailto:[^/\\]|\/(?![/\\]))/i

/** Add the scheme to a URL, where it is plain which one. */
const complete = (given) => {
  const url = given.replace(DOUBLED, "").replace(/^mailto: +/i, "mailto:")
  if (url.startsWith("//")) return `https:${url}`
  if (SCHEME.test(url)) return url.replace(SCHEME, "$1://")
  if (MAILBOX.test(url)) return `mailto:${url}`
  const host = HOST.exec(url)
  if (!host) return url
  const isFile = FILES.has(host[2].toLowerCase()) && !host[3] && url[host[0].length] !== "/"
  return isFile ? url : `https://${url}`
}

const web = (given) => {
  const url = complete(given.trim())
  return SCHEME.test(url) ? url : ""
}

const parsed = (url) => {
  try {
    return new URL(url)
  } catch {
    return null
  }
}

const unquoted = (text) => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Decode a parameter by its code; nothing, where it is none. */
const decoded = (text, code) => {
  if (code === "dashes") return unquoted(text.replaceAll("-", "%").replaceAll("_", "/"))
  const bare = text.replace(/^a1(?=aHR0c)/, "").replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/")
  try {
    const bytes = Uint8Array.from(atob(bare), (letter) => letter.charCodeAt(0))
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return ""
  }
}

/** Put the letters where asterisks stand for them. */
const withStarsFilled = (url, letters) => {
  const left = [...letters]
  const filled = (star, count) => left.splice(0, count ? rules.star_counts.indexOf(count) + 2 : 1).join("") || star
  return url.replace(STARS, filled)
}

/** Return the URL that a path of that host holds, or nothing. */
const insidePath = (host, whole) => {
  for (const [hosts, paths] of PATHS) {
    const found = hosts.test(host) && paths.exec(whole)
    if (found) return web(found[1].includes("://") ? found[1] : unquoted(found[1]))
  }
  const found = STARRED_HOST.test(host) && STARRED.exec(whole)
  return found ? web(withStarsFilled(found[1], decoded(found[2], "base64"))) : ""
}

/** Return the URL inside a redirect of another host, or nothing. */
const beyond = (given) => {
  const url = SCHEME.test(given) && parsed(given)
  if (!url) return ""
  for (const [hosts, paths, names] of PASSAGES) {
    if (!hosts.test(url.hostname) || !paths.test(url.pathname)) continue
    return names.map((name) => web(url.searchParams.get(name) || "")).find(Boolean) ?? ""
  }
  for (const [hosts, paths, name, code] of CODED) {
    const given = hosts.test(url.hostname) && paths.test(url.pathname) && url.searchParams.get(name)
    if (given) return web(decoded(given, code))
  }
  return insidePath(url.hostname, url.pathname + url.search + url.hash)
}

const safe = (given) => {
  const url = given.trim().replaceAll(" ", "%20")
  if (url.length > 2000 || !SAFE.test(url)) return ""
  return url.startsWith("/") || parsed(url) ? url : ""
}

/** Return the safe URL that a pasted href really leads to, or nothing. */
export const toLink = (given) => {
  let url = complete(given.replace(UNSEEN, "").trim())
  for (let passed = 0; passed < MOST_PASSAGES; passed++) {
    const further = beyond(url)
    if (!further) break
    url = further
  }
  return safe(url.replace(LOGIN, "$1"))
}

/** Say whether an href was meant as a link and cannot be one; places in the page and scripts were not. */
export const isLost = (given) => {
  const meant = given.replace(UNSEEN, "").trim().toLowerCase()
  return Boolean(meant) && !/^(#|javascript:|vbscript:|data:)/.test(meant) && !toLink(given)
}
