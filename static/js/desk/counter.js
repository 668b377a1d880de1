// How long a text is, beside how long it should be: "63 of 75". It says so and refuses nothing.
for (const field of document.querySelectorAll("[data-count]")) {
  const place = document.createElement("span")
  place.className = "count"
  document.querySelector(`label[for="${field.id}"]`)?.after(place)
  const show = () => {
    const now = field.value.trim().length
    const most = Number(field.dataset.count)
    place.textContent = field.dataset.countWords.replace("%(now)s", now).replace("%(most)s", most)
    place.classList.toggle("over-limit", now > most)
  }
  field.addEventListener("input", show)
  show()
}

// A headline is one line: Enter does not break it.
for (const field of document.querySelectorAll("[data-one-line]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault()
  })
}
