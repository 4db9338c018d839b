"""Printed sheets: what a hall, a letter box or a landing can hold when no phone does."""
