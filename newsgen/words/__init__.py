"""The product's nouns: settings, articles, pages, problems, errors. They know nobody."""
