"""What people and machines get to see: terminal sheet, HTML sheet, JSON."""
