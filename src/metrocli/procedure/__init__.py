"""The way of a file: its milestones, the law's deadlines and majorities, and where it stands."""
