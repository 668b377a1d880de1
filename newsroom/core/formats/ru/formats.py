"""Date formats of the desk in Russian: 24 hours, with the zone."""

DATETIME_FORMAT = "j E Y, H:i T"
