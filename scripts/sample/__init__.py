"""What the sample study is made of: places by hand, geometry by a seeded generator."""
