"""The proof that nothing is lost: kills, power cuts, named crash points, and a plain model."""
