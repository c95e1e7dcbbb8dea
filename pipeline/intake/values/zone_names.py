"""Names of time zones beside those of the IANA database, as calendars and booking tools write them.

Sources: Unicode CLDR 47, windowsZones.xml, for the names of Windows; the choices of Google Calendar, Outlook
and Calendly for the others. A name that means another zone elsewhere is left out: "Arabian Standard Time" is
Dubai in Windows and Riyadh in CLDR.
"""

from datetime import timedelta

from pipeline.spreadsheets.folding import fold

_NAMES = {
    "Pacific/Honolulu": "Hawaiian Standard Time; Hawaii Time; Hawaii-Aleutian Standard Time; Hawaii",
    "America/Anchorage": "Alaskan Standard Time; Alaska Time; Alaska Standard Time; Alaska",
    "America/Los_Angeles": "Pacific Standard Time; Pacific Time; Pacific Time (US & Canada)",
    "America/Phoenix": "US Mountain Standard Time; Arizona; Arizona Time",
    "America/Denver": "Mountain Standard Time; Mountain Time; Mountain Time (US & Canada)",
    "America/Chicago": "Central Standard Time; Central Time; Central Time (US & Canada)",
    "America/Mexico_City": "Central Standard Time (Mexico); Guadalajara, Mexico City, Monterrey",
    "America/New_York": "Eastern Standard Time; Eastern Time; Eastern Time (US & Canada)",
    "America/Bogota": "SA Pacific Standard Time; Colombia Standard Time; Bogota, Lima, Quito, Rio Branco",
    "America/Halifax": "Atlantic Standard Time; Atlantic Time; Atlantic Time (Canada)",
    "America/Santiago": "Pacific SA Standard Time; Chile Time; Santiago",
    "America/St_Johns": "Newfoundland Standard Time; Newfoundland Time; Newfoundland",
    "America/Sao_Paulo": "E. South America Standard Time; Brasilia Standard Time; Brasilia Time; Brasilia",
    "America/Argentina/Buenos_Aires": "Argentina Standard Time; Argentina Time; City of Buenos Aires",
    "Atlantic/Azores": "Azores Standard Time; Azores Time; Azores",
    "Europe/London": "GMT Standard Time; UK Time; UK, Ireland, Lisbon Time; "
    "Dublin, Edinburgh, Lisbon, London",
    "Africa/Casablanca": "Morocco Standard Time; Casablanca",
    "Europe/Berlin": "W. Europe Standard Time; Central European Time; "
    "Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
    "Europe/Paris": "Romance Standard Time; Brussels, Copenhagen, Madrid, Paris",
    "Europe/Budapest": "Central Europe Standard Time; Belgrade, Bratislava, Budapest, Ljubljana, Prague",
    "Europe/Warsaw": "Central European Standard Time; Sarajevo, Skopje, Warsaw, Zagreb",
    "Africa/Lagos": "W. Central Africa Standard Time; West Africa Standard Time; West Africa Time; "
    "West Central Africa",
    "Europe/Bucharest": "GTB Standard Time; Athens, Bucharest",
    "Europe/Kyiv": "FLE Standard Time; Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius",
    "Africa/Cairo": "Egypt Standard Time; Egypt Time; Cairo",
    "Asia/Beirut": "Middle East Standard Time; Beirut; Lebanon Time",
    "Asia/Amman": "Jordan Standard Time; Jordan Time; Amman",
    "Africa/Johannesburg": "South Africa Standard Time; South Africa Time; Harare, Pretoria",
    "Asia/Jerusalem": "Israel Standard Time; Israel Time; Jerusalem",
    "Europe/Istanbul": "Turkey Standard Time; Turkey Time; Istanbul",
    "Europe/Moscow": "Russian Standard Time; Moscow Standard Time; Moscow Time; Minsk, Moscow Time; "
    "Moscow, St. Petersburg",
    "Asia/Riyadh": "Arab Standard Time; Saudi Arabia Time; Kuwait, Riyadh",
    "Asia/Baghdad": "Arabic Standard Time; Baghdad; Baghdad, East Africa Time",
    "Africa/Nairobi": "E. Africa Standard Time; East Africa Time; Nairobi",
    "Asia/Tehran": "Iran Standard Time; Iran Time; Tehran",
    "Asia/Dubai": "Gulf Standard Time; Gulf Time; Abu Dhabi, Muscat; Dubai",
    "Asia/Baku": "Azerbaijan Standard Time; Azerbaijan Time; Baku",
    "Asia/Tbilisi": "Georgian Standard Time; Georgia Standard Time; Tbilisi",
    "Asia/Yerevan": "Caucasus Standard Time; Armenia Standard Time; Yerevan",
    "Asia/Kabul": "Afghanistan Standard Time; Afghanistan Time; Kabul",
    "Asia/Karachi": "Pakistan Standard Time; Pakistan Time; Islamabad, Karachi; Pakistan, Maldives Time",
    "Asia/Kolkata": "India Standard Time; India Time; India, Sri Lanka Time; "
    "Chennai, Kolkata, Mumbai, New Delhi",
    "Asia/Kathmandu": "Nepal Standard Time; Nepal Time; Kathmandu",
    "Asia/Dhaka": "Bangladesh Standard Time; Bangladesh Time; Dhaka",
    "Asia/Bangkok": "SE Asia Standard Time; Indochina Time; Bangkok, Hanoi, Jakarta",
    "Asia/Shanghai": "China Standard Time; Beijing, Chongqing, Hong Kong, Urumqi",
    "Asia/Singapore": "Singapore Standard Time; Singapore Time; Kuala Lumpur, Singapore",
    "Asia/Taipei": "Taipei Standard Time; Taipei",
    "Australia/Perth": "W. Australia Standard Time; Australian Western Standard Time; Perth",
    "Asia/Tokyo": "Tokyo Standard Time; Japan Standard Time; Japan Time; Osaka, Sapporo, Tokyo",
    "Asia/Seoul": "Korea Standard Time; Korean Standard Time; Seoul",
    "Australia/Adelaide": "Cen. Australia Standard Time; Adelaide",
    "Australia/Brisbane": "E. Australia Standard Time; Brisbane",
    "Australia/Sydney": "AUS Eastern Standard Time; Canberra, Melbourne, Sydney",
    "Pacific/Auckland": "New Zealand Standard Time; New Zealand Time; Auckland, Wellington; Auckland",
}

NAMES = {fold(name): zone for zone, names in _NAMES.items() for name in names.split("; ")}
"""The IANA name by the folded other name."""

_HOURS = {
    0: "GMT UTC UT WET",
    1: "WEST CET MEZ",
    2: "CEST MESZ EET OEZ",
    3: "EEST OESZ MSK",
    -4: "EDT",
    -5: "EST CDT",
    -6: "CST MDT",
    -7: "MST PDT",
    -8: "PST",
}

ABBREVIATIONS = {name: timedelta(hours=hours) for hours, names in _HOURS.items() for name in names.split()}
"""How far short names behind a time are ahead of UTC: those of North America as RFC 5322 (4.3) has them, and
the European ones, which mean one thing only. Others, such as IST or BST, mean several."""
