"""How the desk writes times in English: 24 hours, with the zone."""

DATETIME_FORMAT = "N j, Y, H:i T"
