"""Files for translators outside: PO and XLIFF 1.2 go out, come back, are looked at, and only then change anything."""
