"""Time expressions of English news: found in a sentence, resolved against the publication date."""
