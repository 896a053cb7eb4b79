"""What all figures share, held to laws."""
