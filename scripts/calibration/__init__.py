"""What the calibration of max gap and majority is made of: official list, unions, scores, page."""
