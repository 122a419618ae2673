"""What people read afterwards: figures and documents."""
