"""``python -m clauseadvisor`` is the same program."""

from clauseadvisor.cli import main

if __name__ == "__main__":
    main()
