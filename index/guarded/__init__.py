"""Foreign bytes are read and shown by processes that may be killed."""
