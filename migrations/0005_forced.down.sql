ALTER TABLE publication DROP COLUMN motif;
