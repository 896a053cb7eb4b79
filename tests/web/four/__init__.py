"""The four panels: what their figures and words hold."""
