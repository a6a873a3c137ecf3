"""What is held on a person, why and how long."""
