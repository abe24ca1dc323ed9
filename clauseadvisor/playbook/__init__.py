"""The knowledge of the house as validated data: norms, mechanisms, recipes, cues, pitfalls."""
