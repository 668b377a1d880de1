"""What is stored of the editor's HTML."""

from __future__ import annotations

from articles.body import clean_source


def test_cleaning_keeps_the_words_of_unknown_elements_and_drops_scripts_whole():
    source = "<div><form>Kept</form><table><tr><td>a<td>b</table></div><script>gone()</script><style>p{}"
    assert clean_source(source) == "<p>Kept</p>\n<p>a</p>\n<p>b</p>"
