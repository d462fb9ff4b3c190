"""`python -m newsgen`."""

from newsgen.faces.cli import main

if __name__ == "__main__":
    main()
