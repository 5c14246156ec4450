"""What people browse and search: a database made from archive and reviews, and made again whenever it is lost."""
