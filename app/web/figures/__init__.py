"""What a picture holds, worked out once on the server: the templates only write it down."""
