"""Date formats of the desk in English: 24 hours, with the zone."""

DATETIME_FORMAT = "N j, Y, H:i T"
