"""What is expected before anybody reports: elections, their contests, and the councils they are of.

What is changed here is noted (`Amendment`), so that loading data files again leaves it as it is.
"""
