"""The results desk: each view decides who may, makes one call, and renders."""
