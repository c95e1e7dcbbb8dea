"""``python -m pipeline`` is ``roadmap``."""

from pipeline.cli.main import main

if __name__ == "__main__":
    main()
