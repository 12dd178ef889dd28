"""Who is spoken of: the asker's company, others, bodies, names."""
