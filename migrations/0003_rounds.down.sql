DROP TABLE tournee;
