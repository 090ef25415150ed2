-- Why an edition was published though something spoke against it.
ALTER TABLE publication ADD COLUMN motif text;
