"""What a person does with the window, one class a field of work; each knows the Shell alone."""
