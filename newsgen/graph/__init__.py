"""From articles to a site: who belongs together, who points to whom, what is visible when."""
