"""The addresses the reader answers, one module a page."""
