"""The dossier of an area: one folder of files, made from one case file."""
