"""Tell whether Chilean communes can form an área metropolitana under Ley 21.074."""

__version__ = "0.1.0"
