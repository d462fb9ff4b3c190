"""The pictures of the sample stories; draw_pictures.py writes them."""
