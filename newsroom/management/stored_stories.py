"""What the database stores about people with stories: a part of the table in `stored_things`."""

from newsroom.management.kept import Kept

STORIES = (
    Kept(
        model="articles.Author",
        what="Name, position, biography and portrait of somebody who writes, as they are published.",
        why="Bylines.",
        how_long="For as long as the newsroom publishes them.",
        is_whole=True,
    ),
    Kept(
        model="articles.Story",
        what="Words of stories, and who began them.",
        why="That is the paper.",
        how_long="For as long as the newsroom wants.",
        is_whole=True,
    ),
    Kept(
        model="articles.Revision",
        what="Earlier words of a story, and who wrote them when.",
        why="So that nothing that was written is lost, and the newsroom can answer for it.",
        how_long="With the story.",
        is_whole=True,
    ),
    Kept(
        model="articles.Redaction",
        what="That words were taken out of a story for good, by whom and why; of the words a keyed hash.",
        why="So that they do not come back with an old form, or out of a backup.",
        how_long="With the story.",
        is_whole=True,
    ),
    Kept(
        model="articles.Correction",
        what="What readers were told was wrong with a story, and who told them when.",
        why="The newsroom answers for its mistakes.",
        how_long="With the story.",
        is_whole=True,
    ),
    Kept(
        model="articles.WorkingCopy",
        what="What somebody at the desk typed and has not saved, and which editor made a draft of it.",
        why="So that nothing that was typed is lost.",
        how_long="Until it is saved or thrown away; ninety days after the last change.",
        is_whole=True,
    ),
    Kept(
        model="articles.HandedWords",
        what="That words of a reporter wait for an editor, or were taken or discarded.",
        why="So that words typed before a story went on are not lost.",
        how_long="As long as the story.",
        is_whole=True,
    ),
    Kept(
        model="articles.FrontPin",
        what="Which story an editor put first on a front page, who did so, and until when.",
        why="So that the newest does not push an important story down.",
        how_long="Until another story is put there.",
        is_whole=True,
    ),
    Kept(
        model="articles.Presence",
        what="Who at the desk has which story open, and in which field they write.",
        why="So that two people at one story know of each other.",
        how_long="For a day after they left.",
        is_whole=True,
    ),
    Kept(
        model="articles.Photo",
        what="Pictures without metadata, their captions and credits, and who uploaded them.",
        why="That is the paper.",
        how_long="For as long as the newsroom wants.",
        is_whole=True,
    ),
    Kept(model="articles.IndexNow", what="Up to when search engines were told what changed.", is_whole=True),
    Kept(model="articles.Redirect", what="Former addresses, and where they lead now.", is_whole=True),
    *(
        Kept(model=f"articles.{name}", what="Parts of stories.", is_whole=True)
        for name in ("Byline", "Category", "RelatedLink", "StorySearch", "StoryTopic", "Topic")
    ),
)
