"""What leaves: readings as JSON lines, CSV, a table for the terminal, and one self-contained page."""
