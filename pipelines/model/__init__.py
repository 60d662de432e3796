"""The ground: frozen records that every other room passes around, and the error tree."""
