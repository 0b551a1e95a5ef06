-- The bands on which amateurs transmit, named by their wavelength. Frequencies are whole hertz: exact, and the same on
-- every database. BIGINT, as 10 GHz and above do not fit into 32 bits.
CREATE TABLE band (
    name            VARCHAR(10) NOT NULL PRIMARY KEY,
    lower_edge_hz   BIGINT NOT NULL,
    upper_edge_hz   BIGINT NOT NULL,
    CONSTRAINT band_edges_in_order CHECK (lower_edge_hz < upper_edge_hz)
);

-- Edges as the Amateur Data Interchange Format (ADIF) lists them: the widest of all regions. What a licence allows is
-- often less.
INSERT INTO band (name, lower_edge_hz, upper_edge_hz) VALUES
    ('160m',    1800000,    2000000),
    ('80m',     3500000,    4000000),
    ('40m',     7000000,    7300000),
    ('30m',    10100000,   10150000),
    ('20m',    14000000,   14350000),
    ('17m',    18068000,   18168000),
    ('15m',    21000000,   21450000),
    ('12m',    24890000,   24990000),
    ('10m',    28000000,   29700000),
    ('6m',     50000000,   54000000),
    ('2m',    144000000,  148000000),
    ('70cm',  420000000,  450000000),
    ('23cm', 1240000000, 1300000000);
