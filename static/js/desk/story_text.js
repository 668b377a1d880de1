// Start the editor on every story text of the page.
import { open } from "desk/typing_area"

for (const area of document.querySelectorAll("textarea[data-story-text]")) open(area)
