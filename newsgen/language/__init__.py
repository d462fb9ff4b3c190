"""Arabic text, names, dates, addresses, YAML and Markdown: pure functions over strings."""
