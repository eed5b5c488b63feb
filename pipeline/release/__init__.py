"""Tables become a published release that anyone can verify."""
