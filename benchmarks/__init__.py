"""How fast Slopes is beside its peers: one script a subject, run by `make bench`."""
