"""Tests, benches and samples; a package, so that none that a library installs takes its name."""
