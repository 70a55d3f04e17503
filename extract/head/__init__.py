"""The parts of a document's head and foot, each read by its own rules."""
