"""AWS on the loopback interface: moto, with what it lacks for this pipeline."""
