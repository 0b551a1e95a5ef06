-- Three operators, their stations and their first contacts. Operators and contacts are made up; the stations worked
-- are those of national societies and of the International Telecommunication Union, or of the three among themselves.
INSERT INTO radio_operator (call_sign, full_name, licensed_on) VALUES
    ('DL1HSR', 'Marlene Okonkwo', '1998-04-17'),
    ('G0HSR',  'Peter Ashdown',   '1987-11-02'),
    ('K1HSR',  'Rosa Delgado',    '2019-06-21');

INSERT INTO station (station_name, operated_by, locator, transceiver, antenna) VALUES
    ('Attic shack',   'DL1HSR', 'JO31lk', 'Icom IC-7300',   'End-fed half wave, 20 m long'),
    ('Garden shed',   'G0HSR',  'IO91wm', 'Yaesu FTDX10',   'Delta loop, 84 m of wire'),
    ('Summit pack',   'K1HSR',  'FN42',   'Elecraft KX2',   'Linked dipole on a 6 m mast');

INSERT INTO contact (
    station_name, serial_number, started_at, worked_call_sign, band_name, frequency_hz, mode,
    report_sent, report_received, confirmed, power_watts
) VALUES
    ('Attic shack', 1, '2025-03-08 09:14:00', 'PI4AA',  '40m',  7094000, 'SSB', '59',  '57',  TRUE,  100),
    ('Attic shack', 2, '2025-03-08 16:41:00', 'W1AW',   '20m', 14047500, 'CW',  '599', '579', TRUE,  100),
    ('Attic shack', 3, '2025-03-09 07:22:00', 'JA1RL',  '15m', 21074000, 'FT8', '-12', '-17', FALSE,  50),
    ('Garden shed', 1, '2025-05-24 18:05:00', '4U1ITU', '20m', 14195000, 'SSB', '59',  '59',  TRUE,  400),
    ('Garden shed', 2, '2025-05-24 18:31:00', 'F6REF',  '10m', 28450000, 'SSB', '55',  '57',  FALSE, 400),
    ('Garden shed', 3, '2025-05-25 20:12:00', 'DL1HSR', '80m',  3573000, 'FT8', '+03', '-01', TRUE,   25),
    ('Summit pack', 1, '2025-07-12 15:48:00', 'W1AW',   '40m',  7047500, 'CW',  '559', '339', FALSE,   5),
    ('Summit pack', 2, '2025-07-12 16:02:00', 'G0HSR',  '15m', 21046500, 'CW',  '539', '549', FALSE,   5);
