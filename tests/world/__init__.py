"""The fictional world of the tests: its streets, its people and their phones, one of each."""
