"""What a thing is: frozen records, nothing but the standard library."""
