"""The policy's pages: the document, versions with signatures, check, tests, trial, calibration."""
