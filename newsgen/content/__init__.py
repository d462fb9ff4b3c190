"""From files to values: content files become articles, seeds become content files."""
