-- The stops of services that move, one row for each; a round is named by its first stop.
CREATE TABLE tournee (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    tournee text NOT NULL,
    lieu text NOT NULL,
    PRIMARY KEY (edition, ordre)
);
