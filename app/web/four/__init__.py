"""The four panels: SGD against SGD + momentum on one page."""
