-- "Have I worked this station before, and where?" is asked at every call, while the other side is waiting.
CREATE INDEX contact_by_worked_call_sign ON contact (worked_call_sign, band_name, mode);
