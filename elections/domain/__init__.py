"""Rules about elections: claims, reconciliation and what follows from it. Standard library only."""
