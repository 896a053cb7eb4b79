"""The landing page: what its figure and its words hold."""
