"""Which outputs to render, keep or delete, and why."""
