"""What all pages share: who looks, rights, errors, words, look."""
