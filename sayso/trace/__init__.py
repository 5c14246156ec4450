"""Groups of documents: what they have in common by chance, who has it from whom, and why."""
