"""One function each that reads like the table of contents of its job."""
