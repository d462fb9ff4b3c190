"""From a site to its pages: every output file as a value. Makers are listed in `makers`."""
