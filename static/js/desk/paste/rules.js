// What pasted HTML means: the server's own rules (articles/body/rules.py), which the page brings along.
export const rules = JSON.parse(document.querySelector("[data-pasting]").dataset.pasting)

export const words = (text) => new Set(text.trim().split(/\s+/))
export const hasLetter = (text) => /[\p{L}\p{N}]/u.test(text)
export const lastOf = (text) => [...text.slice(-2)].at(-1) ?? ""
export const firstOf = (text) => [...text.slice(0, 2)][0] ?? ""
