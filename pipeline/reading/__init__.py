"""Text becomes sentences, tokens with their grammar, and names."""
