"""What the program finds around it: its libraries, the data, the study at hand, the terminal."""
