"""Bodies: agencies, organisations and offices that a document names."""
