"""The application: a router, the look that all pages share, and nothing else.

Run it with ``clauseadvisor ui``, which also switches Streamlit's statistics off.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """One run of the script, for one visitor."""
    folder = str(Path(__file__).resolve().parent)
    if folder not in sys.path:  # from a wheel, the folder is inside the package
        sys.path.insert(0, folder)

    from clauseadvisor_page import router

    router.run()


# The worker process imports this file under another name: it must find nothing to run there.
if __name__ == "__main__":
    main()
