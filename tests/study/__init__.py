"""Tests of the files that go in and the tables that come out."""
