"""The parts of scripts/check-pipeline."""
