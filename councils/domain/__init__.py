"""Rules about councils: composition and control. Standard library only."""
