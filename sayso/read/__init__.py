"""Where bytes come from: files, standard input, JSONL, guarded fetching."""
