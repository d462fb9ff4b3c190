"""Files, templates, processes: the rooms that touch the world on behalf of the programs."""
