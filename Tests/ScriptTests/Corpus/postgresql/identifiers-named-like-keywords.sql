select "begin", "end", "case", "atomic" from "copy"; select end_, begin1, case_x, atomics from t; select a.end from t a;
