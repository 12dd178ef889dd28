"""One turn of talk, pure: no clock, chance, network or storage inside."""
