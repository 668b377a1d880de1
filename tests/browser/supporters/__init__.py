"""States of the supporters' own pages, for axe, keyboard, narrow screens and pictures."""
