"""What a person sets out to do, one class an errand; each works through the Shell."""
