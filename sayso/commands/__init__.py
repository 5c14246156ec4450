"""The commands, one module a task: options to calls and results to output; nothing is decided here."""
